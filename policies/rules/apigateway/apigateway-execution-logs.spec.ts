import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { apigatewayExecutionLogs as subject } from "./apigateway-execution-logs";

describe("apigateway-execution-logs of WebSocket APIs", () => {
  const api = (protocolType: string) => resource("aws:apigatewayv2/api:Api", "api", { protocolType });
  const stage = (apiId: unknown, loggingLevel?: unknown) =>
    resource("aws:apigatewayv2/stage:Stage", "stage", {
      apiId,
      ...(loggingLevel !== undefined && { defaultRouteSettings: { loggingLevel } }),
    });

  it("accepts errors and all, and asks nothing of HTTP APIs", () => {
    const [sockets, http] = [api("WEBSOCKET"), api("HTTP")];
    for (const level of ["ERROR", "INFO"])
      assert.deepEqual(always(subject, [sockets, stage(idOf(sockets), level)]), []);
    assert.deepEqual(always(subject, [http, stage(idOf(http))]), []);
  });

  for (const level of ["OFF", undefined]) {
    it(`refuses ${String(level)}`, () => {
      const sockets = api("WEBSOCKET");
      assert.deepEqual(brief(always(subject, [sockets, stage(idOf(sockets), level)])), ["mandatory stage"]);
    });
  }

  it("leaves open what is unknown, or outside the stack", () => {
    const sockets = api("WEBSOCKET");
    assert.deepEqual(brief(preview(subject, [sockets, stage(idOf(sockets), later("OFF"))])), ["advisory stage"]);
    assert.deepEqual(brief(update(subject, [sockets, stage(idOf(sockets), later("OFF"))])), ["mandatory stage"]);
    assert.deepEqual(brief(always(subject, [stage("elsewhere")])), ["advisory stage"]);
  });
});

describe("apigateway-execution-logs of REST APIs", () => {
  const api = resource("aws:apigateway/restApi:RestApi", "api", {});
  const stage = resource("aws:apigateway/stage:Stage", "stage", { restApi: idOf(api), stageName: "v1" });
  const settings = (loggingLevel: unknown, inputs: object = {}) =>
    resource("aws:apigateway/methodSettings:MethodSettings", "settings", {
      restApi: idOf(api),
      stageName: "v1",
      methodPath: "*/*",
      settings: { loggingLevel },
      ...inputs,
    });

  it("accepts settings for all methods of the stage", () => {
    assert.deepEqual(always(subject, [api, stage, settings("INFO")]), []);
    assert.deepEqual(always(subject, [api, stage, settings("ERROR", { stageName: later("v1", stage) })]), []);
  });

  for (const [what, more] of [
    ["none", []],
    ["settings that turn it off", [settings("OFF")]],
    ["settings of one method", [settings("INFO", { methodPath: "posts/GET" })]],
    ["settings of another stage", [settings("INFO", { stageName: "v2" })]],
    ["settings of another API", [settings("INFO", { restApi: "elsewhere" })]],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(brief(always(subject, [api, stage, ...more])), ["mandatory stage"]);
    });
  }

  it("leaves open whose settings those are", () => {
    const open = [api, stage, settings("INFO", { restApi: later("elsewhere") })];
    assert.deepEqual(brief(preview(subject, open)), ["advisory stage"]);
    assert.deepEqual(brief(update(subject, open)), ["mandatory stage"]);
  });
});
