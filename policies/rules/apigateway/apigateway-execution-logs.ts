import type { MethodSettingsState, StageState as RestStageState } from "@pulumi/aws/apigateway";
import type { ApiState, StageState } from "@pulumi/aws/apigatewayv2";

import { isGiven } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import type { Stack, StackResource } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

const logged: readonly (string | undefined)[] = ["ERROR", "INFO"];

/**
 * What an API did with a request can be looked up afterwards: what its authorizers and integrations answered. A stage of a
 * WebSocket API says so itself, that of a REST API by its MethodSettings for all methods. HTTP APIs have no such log.
 */
export const apigatewayExecutionLogs = rule({
  name: "apigateway-execution-logs",
  description: "Stages of REST and WebSocket APIs log how requests are carried out.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("APIGateway.1"),
  seeAlso: ["cdk-nag APIG6"],
  remediationSteps:
    "set loggingLevel to ERROR or INFO, in defaultRouteSettings or in an aws.apigateway.MethodSettings for */*.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-1",

  stack: (stack, { judge }) => {
    const apis = stack.ofType<ApiState>("aws:apigatewayv2/api:Api");
    for (const stage of stack.ofType<StageState>("aws:apigatewayv2/stage:Stage")) {
      judge(stage, ({ violation, undecided }) => {
        if (!isGiven(stage.props, "apiId")) return;
        const api = stack.reference(stage, "apiId", apis);
        // Of an HTTP API's stage a preview does not know the level, which AWS fills in.
        if (typeof api === "object" && api.props.protocolType !== "WEBSOCKET") return;
        const level = stage.props.defaultRouteSettings?.loggingLevel;
        if (logged.includes(level)) return;
        if (api === undefined) undecided("whether its API is one of WebSockets");
        else if (typeof api === "string")
          undecided(`whether the API ${api} is one of WebSockets`, "from this stack alone");
        else violation(`loggingLevel is ${shown(level, "OFF")}`);
      });
    }
    for (const stage of stack.ofType<RestStageState>("aws:apigateway/stage:Stage")) {
      judge(stage, (report) => {
        judgeRest(stack, stage, report);
      });
    }
  },
});

function judgeRest(stack: Stack, stage: StackResource<RestStageState>, { violation, undecided }: Report): void {
  const apis = stack.ofType("aws:apigateway/restApi:RestApi");
  const api = stack.reference(stage, "restApi", apis);
  const name = ifKnown(() => stage.props.stageName);
  const settings = stack.ofType<MethodSettingsState>("aws:apigateway/methodSettings:MethodSettings").map((one) => ({
    one,
    api: stack.reference(one, "restApi", apis),
    stage: stack.reference(one, "stageName", [stage]),
  }));
  const own = settings.filter(
    (each) =>
      each.api !== undefined &&
      each.api === api &&
      (each.stage === stage || (each.stage !== undefined && each.stage === name)),
  );
  const levels = own
    .filter(({ one }) => one.props.methodPath === "*/*")
    .map(({ one }) => one.props.settings?.loggingLevel);
  if (levels.some((level) => logged.includes(level))) return;
  const isOpen = settings.some((each) => each.api === undefined || each.stage === undefined);
  if (levels.length === 0 && (isOpen || (api === undefined && settings.length > 0)))
    undecided("whose MethodSettings those are");
  else violation(levels.length > 0 ? `loggingLevel is ${shown(levels[0], "OFF")}` : "it has no MethodSettings for */*");
}
