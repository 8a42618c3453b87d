import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayAuthorization } from "./apigateway-authorization";

judges(apigatewayAuthorization, {
  types: ["aws:apigatewayv2/route:Route"],
  obeys: {
    "tokens that are verified": { routeKey: "GET /posts", authorizationType: "JWT", authorizerId: "a" },
    "signed requests": { routeKey: "GET /posts", authorizationType: "AWS_IAM" },
    "a route that is public": { routeKey: "GET /health" },
    "the end of a WebSocket": { routeKey: "$disconnect" },
  },
  refuses: {
    "a route that asks nobody": [
      { routeKey: "GET /posts", authorizationType: "NONE" },
      'authorizationType of GET /posts is "NONE"',
    ],
    "no statement": [{ routeKey: "$default" }, "is not set (the default is NONE)"],
    "another method of a public path": [{ routeKey: "ANY /health" }, "authorizationType of ANY /health"],
  },
  unknown: { routeKey: "GET /posts", authorizationType: later("NONE") },
  options: { publicRoutes: ["GET /health"] },
});
