import type { IntegrationState } from "@pulumi/aws/apigatewayv2";
import type { IntegrationState as RestIntegrationState } from "@pulumi/aws/apigateway";
import type { AliasState, FunctionState } from "@pulumi/aws/lambda";

import { isTrue } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import type { Stack, StackResource } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

/**
 * An API calls a function by an alias, which stands for a version that was published: a release is then a move of the alias, which can
 * be weighed, watched and taken back. `$LATEST`, which an ARN without either means, is whatever was uploaded last, and a version by its
 * number is released by another integration, to everybody at once.
 */
export const lambdaAlias = rule({
  name: "lambda-alias",
  description: "Functions behind an API are called by an alias, which stands for a version.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("REL08-BP04"),
  remediationSteps: "set the integration's URI to the invokeArn of an aws.lambda.Alias for a published version.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_tracking_change_management_immutable_infrastructure.html",

  inputsOf: ["aws:lambda/function:Function"],

  stack: (stack, { judge }) => {
    const functions = stack.ofType<FunctionState>("aws:lambda/function:Function");
    for (const alias of stack.ofType<AliasState>("aws:lambda/alias:Alias")) {
      judge(alias, ({ violation }) => {
        const named = stack.reference(alias, "functionVersion", functions);
        // What a function publishes is a version, whatever its number will be.
        if (typeof named === "object" && isTrue(ifKnown(() => stack.stated(named)["publish"]))) return;
        if (alias.props.functionVersion === "$LATEST") violation("it stands for $LATEST");
      });
    }
    for (const integration of stack.ofType<IntegrationState>("aws:apigatewayv2/integration:Integration")) {
      judge(integration, (report) => {
        const { integrationType, integrationSubtype } = integration.props;
        if (integrationType === "AWS_PROXY" && integrationSubtype === undefined)
          judgeTarget(stack, integration, "integrationUri", report);
      });
    }
    for (const integration of stack.ofType<RestIntegrationState>("aws:apigateway/integration:Integration")) {
      judge(integration, (report) => {
        if (["AWS_PROXY", "AWS"].includes(integration.props.type ?? "")) judgeTarget(stack, integration, "uri", report);
      });
    }
  },
});

function judgeTarget(stack: Stack, integration: StackResource<object>, property: string, report: Report): void {
  const uri = ifKnown(() => (integration.props as Readonly<Record<string, string | undefined>>)[property]);
  if (uri !== undefined) {
    const [, name, qualifier] = /:function:([^:/]+)(?::([^:/]+))?(?:\/invocations)?$/.exec(uri) ?? [];
    if (name === undefined) return;
    if (qualifier === undefined || qualifier === "$LATEST") report.violation(`it calls $LATEST of ${name}`);
    else if (/^\d+$/.test(qualifier)) report.violation(`it calls version ${qualifier} of ${name}`);
    return;
  }
  const aliases = stack.ofType<AliasState>("aws:lambda/alias:Alias");
  if (typeof stack.reference(integration, property, aliases) !== "object")
    report.undecided("whether it calls an alias");
}
