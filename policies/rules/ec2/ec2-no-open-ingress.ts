import type { SecurityGroupArgs, SecurityGroupRuleArgs } from "@pulumi/aws/ec2";
import type { SecurityGroupIngressRuleArgs } from "@pulumi/aws/vpc";

import { fsbp } from "../../frame/metadata";
import { type Inputs, type ResourceContext, rule } from "../../frame/rule";

interface Options {
  readonly allowedPorts: readonly number[];
}

/** Ports that a rule opens to addresses; all of them without bounds. */
interface Opening {
  readonly cidrs: readonly (string | undefined)[];
  readonly from: number | undefined;
  readonly to: number | undefined;
}

const world: readonly unknown[] = ["0.0.0.0/0", "::/0"];

/**
 * The internet reaches nothing but ports that are meant for it. A rule may be a resource of its own, of the newer or the
 * older kind, or part of its group.
 */
export const ec2NoOpenIngress = rule<Options>({
  name: "ec2-no-open-ingress",
  description: "Security groups open no ports to the whole internet but those allowed.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.18", "EC2.19"),
  seeAlso: ["cdk-nag EC23", "Checkov CKV_AWS_24", "Checkov CKV_AWS_25", "Checkov CKV_AWS_277", "Trivy AWS-0107"],
  remediationSteps: "name the security group, the prefix list or the addresses of those who are to connect.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  options: {
    allowedPorts: {
      type: "array",
      items: { type: "integer" },
      default: [80, 443],
      description: "ports that may be open to everyone",
    },
  },

  resources: {
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (
      { cidrIpv4, cidrIpv6, fromPort, toPort }: Inputs<SecurityGroupIngressRuleArgs>,
      context,
    ) => {
      judge({ cidrs: [cidrIpv4, cidrIpv6], from: fromPort, to: toPort }, context);
    },
    "aws:ec2/securityGroupRule:SecurityGroupRule": (inputs: Inputs<SecurityGroupRuleArgs>, context) => {
      if (inputs.type === "ingress") judge(opening(inputs), context);
    },
    "aws:ec2/securityGroup:SecurityGroup": ({ ingress }: Inputs<SecurityGroupArgs>, context) => {
      for (const part of ingress ?? []) judge(opening(part), context);
    },
  },
});

interface Older {
  readonly cidrBlocks?: readonly string[] | undefined;
  readonly ipv6CidrBlocks?: readonly string[] | undefined;
  readonly fromPort: number;
  readonly toPort: number;
  readonly protocol: string;
}

/** The older kinds state every protocol as -1, with ports that mean nothing. */
function opening({ cidrBlocks = [], ipv6CidrBlocks = [], fromPort, toPort, protocol }: Older): Opening {
  const bounds = protocol === "-1" ? {} : { from: fromPort, to: toPort };
  return { from: undefined, to: undefined, ...bounds, cidrs: [...cidrBlocks, ...ipv6CidrBlocks] };
}

function judge({ cidrs, from, to }: Opening, { violation, options }: ResourceContext<Options>): void {
  const cidr = cidrs.find((candidate) => world.includes(candidate));
  if (cidr === undefined) return;
  if (from === undefined || to === undefined) violation(`${cidr} reaches every port`);
  else if (from !== to || !options.allowedPorts.includes(from)) {
    violation(`${cidr} reaches ${from === to ? `port ${from}` : `ports ${from} to ${to}`}`);
  }
}
