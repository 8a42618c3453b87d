import type { FunctionUrlArgs, LayerVersionPermissionArgs, PermissionArgs, PermissionState } from "@pulumi/aws/lambda";

import { accountOfArn, ownAccount } from "../../aws/accounts";
import { statementOf, strangersOf } from "../../aws/lambda-permissions";
import { statementsOf } from "../../aws/policy-document";
import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/**
 * A principal of everyone is everyone in AWS, and a service is whoever uses it, unless a condition says whose. A function's policy
 * is made of permissions, or is a resource of its own. An account or a role that is named is let in as it is: it is no stranger.
 * A service's source in another account is told of, because nobody but the program's author knows whether it is meant.
 */
export const lambdaNotPublic = rule({
  name: "lambda-not-public",
  description: "Functions let in nobody but those named.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("Lambda.1"),
  seeAlso: ["Checkov CKV_AWS_301", "Checkov CKV_AWS_364", "Trivy AWS-0067"],
  remediationSteps:
    "name an account or a service as principal, with the sourceArn of one account or, for S3, sourceAccount; let URLs ask for AWS_IAM.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",

  resources: {
    "aws:lambda/permission:Permission": (permission: Inputs<PermissionArgs>, { violation }) => {
      const strangers = strangersOf(statementOf(permission));
      if (strangers !== undefined) violation(`it lets in ${strangers}`);
    },
    "aws:lambda/resourcePolicy:ResourcePolicy": ({ policy }: { readonly policy: string }, { violation }) => {
      for (const strangers of statementsOf(policy).flatMap((statement) => strangersOf(statement) ?? []))
        violation(`it lets in ${strangers}`);
    },
    "aws:lambda/layerVersionPermission:LayerVersionPermission": (
      permission: Inputs<LayerVersionPermissionArgs>,
      { violation },
    ) => {
      if (permission.principal === "*" && !isGiven(permission, "organizationId")) violation("it lets in everyone");
    },
    "aws:lambda/functionUrl:FunctionUrl": ({ authorizationType }: Inputs<FunctionUrlArgs>, { violation }) => {
      if (authorizationType !== "AWS_IAM") violation(`authorizationType is ${JSON.stringify(authorizationType)}`);
    },
  },

  stack: (stack, { judge }) => {
    for (const permission of stack.ofType<PermissionState>("aws:lambda/permission:Permission")) {
      judge(permission, ({ undecided }) => {
        const { props } = permission;
        // The provider shows what is not set as an empty text.
        const source = ifKnown(() => props.sourceAccount) || accountOfArn(ifKnown(() => props.sourceArn) ?? "");
        const fn = ifKnown<unknown>(() => props.function);
        const own = (typeof fn === "string" ? accountOfArn(fn) : undefined) ?? ownAccount(stack, permission);
        if (source === undefined || own === undefined || source === own) return;
        undecided(`whether the account ${source} is meant, which is not its own`, "from this stack alone");
      });
    }
  },
});
