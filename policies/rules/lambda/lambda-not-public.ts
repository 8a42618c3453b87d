import type { PermissionArgs } from "@pulumi/aws/lambda";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** A principal of everyone is everyone in AWS, unless a condition says whose. */
export const lambdaNotPublic = rule({
  name: "lambda-not-public",
  description: "Functions let in nobody but those named.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("Lambda.1"),
  seeAlso: ["Checkov CKV_AWS_301"],
  remediationSteps: "name an account or a service as principal, with sourceArn or sourceAccount.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",

  resources: {
    "aws:lambda/permission:Permission": (permission: Inputs<PermissionArgs>, { violation }) => {
      // Conditions are looked at where they matter, because a preview rarely knows the ARN of a source.
      if (permission.principal !== "*") return;
      const { sourceArn, sourceAccount, principalOrgId } = permission;
      if (!sourceArn && !sourceAccount && !principalOrgId) violation('principal is "*", without a condition');
    },
  },
});
