import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

/** What is answered instead: a status with an error code, or nothing and the connection is cut. */
export type Fault = { readonly status: number; readonly code: string } | "cut";

/** As much of S3, CloudFront's invalidations and STS as a publication calls, in memory. */
export class FakeAws {
  readonly objects = new Map<string, string>();
  readonly calls: Call[] = [];
  /** Lets a call fail. */
  plan: (call: Call) => Fault | undefined = () => undefined;
  /** Whether invalidations have reached every edge location. */
  invalidationStatus = "InProgress";
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  static async start(): Promise<FakeAws> {
    const fake = new FakeAws();
    await new Promise<void>((resolve) => fake.server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Method and path of what was called, but for what is noted of it. */
  get changes(): string[] {
    return this.calls
      .filter(({ method, path }) => method !== "GET" && !/\/release\/(ledger|site\.json)$/.test(path))
      .map(({ method, path }) => `${method} ${path}`);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const { pathname, searchParams: query } = new URL(url, this.url);
    const call = { method, path: decodeURIComponent(pathname), query, body: await text(request), headers };
    this.calls.push(call);
    const fault = this.plan(call);
    if (fault === "cut") request.socket.destroy();
    else if (fault)
      answer(response, fault.status, `<Error><Code>${fault.code}</Code><Message>planned</Message></Error>`);
    else if (call.path === "/") answer(response, 200, assumedRole);
    else if (call.path.startsWith("/2020-05-31/")) answer(response, method === "POST" ? 201 : 200, this.invalidation());
    else this.object(call, response);
  }

  private object({ method, path, query, body, headers }: Call, response: ServerResponse): void {
    const found = this.objects.get(path);
    if (method === "POST") {
      // Of an upload in parts: its beginning, or its end.
      if (query.has("uploads")) this.objects.set(path, "");
      answer(response, 200, "<Result><UploadId>U1</UploadId></Result>");
    } else if (method === "PUT" && query.has("partNumber")) {
      this.objects.set(path, `${found ?? ""}${body}`);
      response.setHeader("etag", '"1"');
      answer(response, 200, "");
    } else if (method === "PUT") {
      // Bodies of unknown length come in chunks with a signature each.
      const chunked = headers["content-encoding"]?.includes("aws-chunked");
      this.objects.set(path, chunked ? body.replace(/^[0-9a-f]+\r\n([^]*?)\r\n0\r\n[^]*$/, "$1") : body);
      answer(response, 200, "");
    } else if (method === "DELETE") {
      this.objects.delete(path);
      answer(response, 204, "");
    } else if (found === undefined) {
      answer(response, 404, "<Error><Code>NoSuchKey</Code><Message>planned</Message></Error>");
    } else {
      answer(response, 200, found);
    }
  }

  private invalidation(): string {
    return `<Invalidation><Id>I1</Id><Status>${this.invalidationStatus}</Status></Invalidation>`;
  }
}

const assumedRole = `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASSUMED</AccessKeyId>
<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
</Credentials></AssumeRoleResult></AssumeRoleResponse>`;

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/xml" });
  response.end(body);
}
