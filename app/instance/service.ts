import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type User, users } from "../data/collections";
import type { Log } from "../data/log";
import { type OpenStore, openStore } from "../data/open-store";
import { type Environment, SettingsError } from "../data/settings";
import { type Answer, answerFrom, healthy } from "../http";

/**
 * How long an idle connection stays open, in seconds, where KEEP_ALIVE_SECONDS does not say: longer than a load balancer's
 * idle timeout, which is 60 s unless stated otherwise. A target that closes first may do so just when the next request is on
 * its way, which the client sees as a 502 (Elastic Load Balancing, "Troubleshoot your Application Load Balancers", HTTP 502).
 */
const defaultKeepAlive = 65;
/** How long requests may take to finish once the service stops, in milliseconds; systemd kills it after 30 s. */
const drainTimeout = 20_000;

const connections = 10;

interface ServiceOptions {
  readonly environment: Environment;
  readonly log: Log;
}

export interface Service {
  /** Starts to listen on HOST and PORT (0.0.0.0 and 8080 unless set) and gives the port. */
  listen(): Promise<number>;
  /** Accepts nothing new, finishes what is under way, and gives up all connections. */
  drain(): Promise<void>;
}

/** The users service: `GET /health`, `GET /api/users` and `GET /api/users/<id>`. */
export function usersService({ environment, log }: ServiceOptions): Service {
  let store: OpenStore<User> | undefined;
  const open = () => (store ??= openStore(users, { environment, connections, log }));

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const [path = ""] = (request.url ?? "").split("?");
    const method = request.method ?? "";
    if (method === "GET" && path === "/health") return healthy;
    return answerFrom(open, { request: { method, path }, root: "/api/users", log });
  };

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { statusCode, headers, body } = await answer(request);
    // While draining, a connection ends with its request.
    if (!server.listening) response.setHeader("connection", "close");
    response.writeHead(statusCode, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
  };

  const server = createServer((request, response) => void respond(request, response));
  server.keepAliveTimeout = keepAliveSeconds(environment) * 1000;

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(portOf(environment), environment["HOST"] ?? "0.0.0.0", () =>
          resolve((server.address() as AddressInfo).port),
        );
      }),
    async drain() {
      const late = setTimeout(() => server.closeAllConnections(), drainTimeout);
      await new Promise((resolve) => server.close(resolve));
      clearTimeout(late);
      await store?.close();
    },
  };
}

function keepAliveSeconds(environment: Environment): number {
  const seconds = Number(environment["KEEP_ALIVE_SECONDS"] ?? defaultKeepAlive);
  if (Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new SettingsError(`KEEP_ALIVE_SECONDS is ${environment["KEEP_ALIVE_SECONDS"]}, which is no number of seconds`);
}

function portOf(environment: Environment): number {
  const port = Number(environment["PORT"] ?? 8080);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SettingsError(`PORT is ${environment["PORT"]}, which is no port`);
}
