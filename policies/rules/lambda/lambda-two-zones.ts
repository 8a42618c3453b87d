import type { FunctionArgs } from "@pulumi/aws/lambda";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * A function in a VPC has a way to it that the loss of a zone leaves. A function outside runs in several zones by itself.
 * Subnets are counted: in which zones they lie is told by their tier, which `vpc-two-azs` judges.
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

  resources: {
    "aws:lambda/function:Function": ({ vpcConfig }: Inputs<FunctionArgs>, { violation, options }) => {
      if (vpcConfig === undefined || vpcConfig.subnetIds.length === 0) return;
      // Ids that are not known yet are still different subnets.
      const { length } = vpcConfig.subnetIds;
      if (length < options.minZones) violation(`it has ${length} of ${options.minZones} subnets`);
    },
  },
});
