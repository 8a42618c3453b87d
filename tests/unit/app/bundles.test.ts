import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { posts } from "../../../app/data/collections";
import { bundleOf } from "./bundle";

type Handler = (event: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

const load = createRequire(__filename);

/** An event of payload format 2.0, as far as the sample looks at it. */
function event(method: string, rawPath: string) {
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: "",
    requestContext: { http: { method, path: rawPath } },
  };
}

async function handlerOf(name: "posts" | "health"): Promise<Handler> {
  return (load(await bundleOf(name)) as { handler: Handler }).handler;
}

describe("The bundle of a function", () => {
  it("answers GET /api/posts with the list", async () => {
    const answer = await (await handlerOf("posts"))(event("GET", "/api/posts"));
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(JSON.parse(answer.body ?? ""), posts.seed);
    assert.deepEqual(answer.headers, { "content-type": "application/json", "cache-control": "no-store" });
  });

  it("answers GET /api/posts/<id> with one, or with 404", async () => {
    const handler = await handlerOf("posts");
    const answer = await handler(event("GET", "/api/posts/1"));
    assert.deepEqual(JSON.parse(answer.body ?? ""), posts.seed[0]);
    assert.equal((await handler(event("GET", "/api/posts/none"))).statusCode, 404);
    assert.equal((await handler(event("POST", "/api/posts"))).statusCode, 404);
  });

  it("answers GET /api/health", async () => {
    const answer = await (await handlerOf("health"))(event("GET", "/api/health"));
    assert.equal(answer.statusCode, 200);
    assert.deepEqual(JSON.parse(answer.body ?? ""), { status: "ok" });
  });
});
