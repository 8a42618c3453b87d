import type { types } from "@pulumi/aws";
import type { SecurityGroupArgs, SecurityGroupRuleArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc";

import { elements } from "../frame/elements";
import { isStated } from "../frame/inputs";
import type { Inputs } from "../frame/rule";
import { type Traffic, trafficOf } from "./traffic";

export const GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
/** The older kind, of either direction. */
export const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** A part of a security group that lets in: a rule of its own, or one of those that stand in the group. */
export interface Ingress {
  /** CIDR blocks; undefined for what a preview does not know. */
  readonly cidrs: readonly (string | undefined)[];
  /** Ids of prefix lists, likewise. */
  readonly lists: readonly (string | undefined)[];
  /** Fails at what a preview does not know. */
  readonly traffic: () => Traffic;
}

type Part = Inputs<types.input.ec2.SecurityGroupIngress>;

/** By type: what a resource lets in. Where only the update knows a rule, the reading of its traffic fails. */
export const ingressOf: Readonly<Record<string, (inputs: never) => readonly Ingress[]>> = {
  [GROUP]: inline,
  [DEFAULT_GROUP]: inline,
  [RULE]: (inputs: Inputs<SecurityGroupRuleArgs>) => (inputs.type.toLowerCase() === "ingress" ? [ofPart(inputs)] : []),
  [INGRESS_RULE]: (inputs: Inputs<SecurityGroupIngressRuleArgs>) => [
    {
      cidrs: (["cidrIpv4", "cidrIpv6"] as const).flatMap((name) => one(inputs, name)),
      lists: one(inputs, "prefixListId"),
      traffic: () => trafficOf(inputs.ipProtocol, inputs.fromPort, inputs.toPort),
    },
  ],
};

/** Parts that are unknown as a whole may let everyone in to anything. */
function inline(group: Inputs<SecurityGroupArgs>): readonly Ingress[] {
  const parts = elements(() => group.ingress);
  return parts.map((part, index) =>
    part
      ? ofPart(part)
      : { cidrs: [undefined], lists: [], traffic: () => ofPart(group.ingress?.[index] as Part).traffic() },
  );
}

const ofPart = (
  part: Pick<Part, "cidrBlocks" | "ipv6CidrBlocks" | "prefixListIds" | "protocol" | "fromPort" | "toPort">,
): Ingress => ({
  cidrs: [...elements(() => part.cidrBlocks), ...elements(() => part.ipv6CidrBlocks)],
  lists: elements(() => part.prefixListIds),
  traffic: () => trafficOf(part.protocol, part.fromPort, part.toPort),
});

const one = <P extends object>(inputs: P, name: keyof P & string): readonly (string | undefined)[] =>
  isStated(inputs, name) ? elements(() => [inputs[name] as string]) : [];
