import type { ResourceTransform } from "@pulumi/pulumi";

/**
 * Keeps subnets from giving their instances a public address (EC2.15): awsx turns it on for every public subnet and has
 * no argument against it.
 */
export const withoutPublicAddress: ResourceTransform = ({ type, props, opts }) =>
  type === "aws:ec2/subnet:Subnet" ? { props: { ...props, mapPublicIpOnLaunch: false }, opts } : undefined;
