import type { SubnetState } from "@pulumi/aws/ec2";
import type { FunctionState } from "@pulumi/aws/lambda";

import { demandZones } from "../../aws/zones";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/**
 * A function in a VPC has a way to it that the loss of a zone leaves. A function outside runs in several zones by itself. Zones are
 * counted, not subnets.
 */
export const lambdaTwoZones = rule<{ readonly minZones: number }>({
  name: "lambda-two-zones",
  description: "Functions in a VPC are in subnets of two Availability Zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("Lambda.5"),
  remediationSteps: "name subnets in further zones in vpcConfig.subnetIds.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5",
  options: { minZones: { type: "integer", minimum: 2, maximum: 6, default: 2, description: "zones demanded" } },

  inputsOf: ["aws:lambda/function:Function"],

  stack: (stack, { judge, options }) => {
    const subnets = stack.ofType<SubnetState>("aws:ec2/subnet:Subnet");
    for (const fn of stack.ofType<FunctionState>("aws:lambda/function:Function")) {
      judge(fn, (report) => {
        if (!stack.states(fn, "vpcConfig")) return;
        const members = stack.references(fn, "vpcConfig.subnetIds", subnets);
        if (members.found.length + members.elsewhere + members.unknown === 0) return;
        demandZones(members, options.minZones, "its subnets", report);
      });
    }
  },
});
