import type { Check, Rows } from "../row";
import { types } from "./types";

const { vpc, networkAcl, vpn, clientVpn, transitGateway, launchTemplate, securityGroup } = types;

const hasEndpoint =
  (service: string): Check =>
  (_, stack) =>
    stack.of(types.endpoint).some(({ serviceName }) => String(serviceName).endsWith(`.${service}`));

/** What EC2 and Systems Manager ask of networks and instances. Instances and volumes are made from launch templates. */
export const network: Rows = {
  "EC2.1": { of: [types.snapshot] },
  "EC2.2": { of: [vpc] },
  "EC2.3": { of: [launchTemplate] },
  "EC2.4": { of: [launchTemplate], met: "The scaling group takes a stopped instance for unhealthy, and ends it." },
  "EC2.6": { of: [vpc] },
  "EC2.7": { outside: "A setting of the account and region. The stack encrypts each volume by itself." },
  "EC2.8": { of: [launchTemplate] },
  "EC2.9": { of: [launchTemplate], by: ["subnet-no-public-address"] },
  "EC2.10": {
    of: [vpc],
    check: hasEndpoint("ec2"),
    unmet: "Nothing in the VPC calls the API of EC2. `endpoints` of the network takes one for whom it serves.",
  },
  "EC2.12": {
    of: [types.address],
    check: (_, stack) => stack.of(types.address).length === stack.of(types.natGateway).length,
  },
  "EC2.13": { of: [securityGroup], by: ["ec2-no-open-ingress"] },
  "EC2.14": { of: [securityGroup], by: ["ec2-no-open-ingress"] },
  "EC2.15": { of: [types.subnet] },
  "EC2.16": { of: [networkAcl] },
  "EC2.17": {
    of: [launchTemplate],
    check: ({ networkInterfaces }) => (networkInterfaces as unknown[]).length === 1,
  },
  "EC2.18": { of: [securityGroup] },
  "EC2.19": { of: [securityGroup] },
  "EC2.20": { of: [vpn] },
  "EC2.21": {
    of: [networkAcl],
    nothing:
      "Subnets keep their VPC's default network ACL, of which the control has no finding. Security groups decide who comes in.",
    seeAlso: ["Trivy AWS-0105", "Trivy AWS-0102", "Checkov CKV2_AWS_1", "cdk-nag VPC3"],
  },
  "EC2.23": { of: [transitGateway] },
  "EC2.24": {
    of: [launchTemplate],
    // Paravirtual images run on these families alone (EC2 User Guide, "Virtualization types").
    check: ({ instanceType }) => !/^(c1|c3|hi1|hs1|m1|m2|m3|t1)\./.test(String(instanceType)),
  },
  "EC2.25": { of: [launchTemplate] },
  "EC2.28": {
    of: [launchTemplate],
    unmet: "Volumes of instances hold nothing that a new instance does not make again.",
  },
  "EC2.51": { of: [clientVpn] },
  "EC2.53": { of: [securityGroup], by: ["ec2-no-open-ingress"] },
  "EC2.54": { of: [securityGroup], by: ["ec2-no-open-ingress"] },
  "EC2.55": { of: [vpc], check: hasEndpoint("ecr.api"), unmet: "No stack runs containers." },
  "EC2.56": { of: [vpc], check: hasEndpoint("ecr.dkr"), unmet: "No stack runs containers." },
  "EC2.57": {
    of: [vpc],
    unmet: { dev: "Dev has no instances, and pays for no endpoint but those that cost nothing." },
  },
  "EC2.58": { of: [vpc], check: hasEndpoint("ssm-contacts"), unmet: "Incident Manager is not used." },
  "EC2.60": { of: [vpc], check: hasEndpoint("ssm-incidents"), unmet: "Incident Manager is not used." },
  "EC2.170": { of: [launchTemplate] },
  "EC2.171": { of: [vpn] },
  "EC2.172": {
    outside: "A setting of the account and region, which would stop NAT gateways and load balancers on the internet.",
  },
  "EC2.173": { of: [types.spotFleet] },
  "EC2.180": { of: [vpc], met: "Nothing turns the check off: AWS's own NAT gateways stand where instances might." },
  "EC2.181": { of: [launchTemplate] },
  "EC2.182": { outside: "A setting of the account and region." },
  "EC2.183": { of: [vpn] },
  "SSM.1": {
    of: [launchTemplate],
    met: "Amazon Linux brings the agent, and the instances' role may do what the agent does, and no more.",
  },
  "SSM.2": { outside: "Instances are replaced, not patched: an `up` takes the newest image." },
  "SSM.3": { outside: "The stack associates nothing with its instances." },
  "SSM.4": { of: [types.document] },
  "SSM.6": { outside: "A setting of the account and region." },
  "SSM.7": { outside: "A setting of the account and region." },
};
