import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What may happen to a request instead of its answer; one that is `lost` was carried out. */
export type Fault = "throttled" | "error" | "silence" | "cut" | "lost";

export interface Call {
  readonly method: string;
  /** Path with its query string. */
  readonly path: string;
  /** The operation, of services whose calls all have the same path. */
  readonly operation: string | undefined;
  readonly body: string;
}

/** Says what happens to a call; nothing where it is undefined. It may also be used to act at a given call. */
export type Plan = (call: Call) => Fault | undefined | Promise<Fault | undefined>;

/**
 * Stands before the local AWS: notes every call, and lets some fail as AWS and networks do.
 *
 * Answers are XML, as those of S3 and CloudFront, or JSON where requests are.
 */
export class FaultProxy {
  readonly calls: Call[] = [];
  plan: Plan = () => undefined;
  private readonly server: Server;

  private constructor(private readonly target: URL) {
    this.server = createServer((incoming, outgoing) => void this.handle(incoming, outgoing));
  }

  static async before(url: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(new URL(url));
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Forgets calls and faults. */
  reset(): void {
    this.calls.length = 0;
    this.plan = () => undefined;
  }

  /** The calls whose method and path match. */
  matching(method: string, path: RegExp): Call[] {
    return this.calls.filter((call) => call.method === method && path.test(call.path));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "", url: path = "" } = incoming;
    const body = await buffer(incoming).catch(() => undefined);
    if (body === undefined) return;
    const operation = incoming.headers["x-amz-target"]?.toString().split(".").at(-1);
    const call = { method, path, operation, body: body.toString() };
    this.calls.push(call);
    const fault = await this.plan(call);
    if (fault === "silence") return;
    if (fault === "cut") incoming.socket.destroy();
    else if (fault === "throttled" || fault === "error") fail(outgoing, fault, operation !== undefined);
    else this.forward(incoming, body, outgoing, fault === "lost");
  }

  /** Headers pass as they are, Host and signature included; a body that came in chunks goes on in one. */
  private forward(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse, isLost: boolean): void {
    const { hostname, port } = this.target;
    const { method, url: path, headers } = incoming;
    const sent = request({ hostname, port, method, path, headers }, (answer) => {
      if (isLost) {
        answer.on("end", () => incoming.socket.destroy()).resume();
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    sent.on("error", () => outgoing.destroy());
    outgoing.on("close", () => sent.destroy());
    sent.end(body);
  }
}

function fail(outgoing: ServerResponse, fault: "throttled" | "error", inJson: boolean): void {
  const code = { throttled: inJson ? "ThrottlingException" : "Throttling", error: "InternalError" }[fault];
  const xml = `<ErrorResponse><Error><Code>${code}</Code><Message>by plan</Message></Error></ErrorResponse>`;
  const json = JSON.stringify({ __type: code, message: "by plan" });
  outgoing.writeHead(fault === "error" ? 500 : inJson ? 400 : 503, {
    "content-type": inJson ? "application/x-amz-json-1.1" : "text/xml",
  });
  outgoing.end(inJson ? json : xml);
}
