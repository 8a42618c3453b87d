import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { apigatewayAuthorization } from "./apigateway-authorization";

const options = { publicRoutes: ["GET /health"] };

judges(apigatewayAuthorization, {
  types: ["aws:apigatewayv2/route:Route"],
  obeys: {
    "tokens that are verified": { routeKey: "GET /posts", authorizationType: "JWT", authorizerId: "a" },
    "signed requests": { routeKey: "GET /posts", authorizationType: "AWS_IAM" },
    "a route that is public": { routeKey: "GET /health" },
    "the end of a WebSocket": { routeKey: "$disconnect" },
    "a message of a WebSocket": { routeKey: "sendMessage" },
    "what browsers ask beforehand": { routeKey: "OPTIONS /{proxy+}" },
  },
  refuses: {
    "a route that asks nobody": [
      { routeKey: "GET /posts", authorizationType: "NONE" },
      'authorizationType of GET /posts is "NONE"',
    ],
    "no statement": [{ routeKey: "$default" }, "is not set (the default is NONE)"],
    "the beginning of a WebSocket": [{ routeKey: "$connect" }, "authorizationType of $connect is not set"],
    "another method of a public path": [{ routeKey: "ANY /health" }, "authorizationType of ANY /health"],
  },
  unknown: { routeKey: "GET /posts", authorizationType: later("NONE") },
  options,
});

const bodyOf = (paths: object) => JSON.stringify({ openapi: "3.0.1", paths });
const bodies = {
  obeys: {
    "no body": {},
    "a body whose routes ask": { body: bodyOf({ "/posts": { get: { security: [{ jwt: [] }] } } }) },
    "a body with a public route": { body: bodyOf({ "/health": { get: {} } }) },
  },
  refuses: {
    "a body with a route that asks nobody": [
      { body: bodyOf({ "/posts": { get: {} } }) },
      "GET /posts of its body has no security",
    ],
  },
  unknown: { body: later(bodyOf({ "/posts": { get: {} } })) },
} as const;

judges(apigatewayAuthorization, { types: ["aws:apigateway/restApi:RestApi"], ...bodies, options });

judges(apigatewayAuthorization, {
  types: ["aws:apigatewayv2/api:Api"],
  obeys: { ...bodies.obeys, "a public route of its own": { target: "arn", routeKey: "GET /health" } },
  refuses: {
    ...bodies.refuses,
    "a route of its own": [{ target: later("arn"), routeKey: "GET /posts" }, "target makes the route GET /posts"],
    "any route of its own": [{ target: "arn" }, "target makes the route $default"],
  },
  unknown: bodies.unknown,
  options,
});

judges(apigatewayAuthorization, {
  types: ["aws:apigateway/method:Method"],
  obeys: {
    "signed requests": { httpMethod: "GET", authorization: "AWS_IAM" },
    "a key": { httpMethod: "GET", authorization: "NONE", apiKeyRequired: true },
    "what browsers ask beforehand": { httpMethod: "OPTIONS", authorization: "NONE" },
  },
  refuses: {
    "a method that asks nobody": [{ httpMethod: "GET", authorization: "NONE" }, 'authorization of GET is "NONE"'],
  },
  unknown: { httpMethod: "GET", authorization: later("NONE") },
});

describe("apigateway-authorization", () => {
  const api = (protocolType: unknown) => resource("aws:apigatewayv2/api:Api", "api", { protocolType });
  const byDefault = (apiId: unknown) =>
    resource("aws:apigatewayv2/route:Route", "route", { apiId, routeKey: "$default" });

  it("asks $default of an HTTP API, and not of one of WebSockets", () => {
    const [sockets, http] = [api("WEBSOCKET"), api("HTTP")];
    assert.deepEqual(always(apigatewayAuthorization, [sockets, byDefault(idOf(sockets))]), []);
    assert.deepEqual(brief(always(apigatewayAuthorization, [http, byDefault(idOf(http))])), ["mandatory route"]);
  });

  it("leaves $default of an API outside the stack open, and of one that only the update knows", () => {
    assert.deepEqual(brief(always(apigatewayAuthorization, [byDefault("a1b2c3")])), ["advisory route"]);
    const http = api(later("HTTP"));
    assert.deepEqual(brief(preview(apigatewayAuthorization, [http, byDefault(idOf(http))])), ["advisory route"]);
    assert.deepEqual(brief(update(apigatewayAuthorization, [http, byDefault(idOf(http))])), ["mandatory route"]);
  });

  it("leaves a body open that is no JSON", () => {
    const yaml = resource("aws:apigatewayv2/api:Api", "api", { body: "openapi: 3.0.1" });
    assert.deepEqual(brief(always(apigatewayAuthorization, [yaml])), ["advisory api"]);
  });
});
