import type { APIGatewayProxyHandlerV2 } from "aws-lambda";
import { type Post, posts } from "../../data/collections";
import { log } from "../../data/log";
import { openStore } from "../../data/open-store";
import type { Store } from "../../data/store";
import { answerFrom } from "../../http";

/** Kept between the requests of a function instance, and with it the connections. */
let store: Store<Post> | undefined;

/** `GET /api/posts` and `GET /api/posts/<id>`. */
export const handler: APIGatewayProxyHandlerV2 = (event) =>
  answerFrom(() => (store ??= openStore(posts, { environment: process.env, connections: 1, log })), {
    request: { method: event.requestContext.http.method, path: event.rawPath },
    root: "/api/posts",
    log,
  });
