import type { LookupFunction } from "node:net";
import { request as overTcp } from "node:http";
import { request as overTls } from "node:https";
import { lookup as resolve } from "node:dns";
import { connect, type SecureVersion } from "node:tls";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** How long an answer may take: longer than CloudFront waits for an origin. */
const timeout = 40_000;

/** Names under `.localhost` are this machine (RFC 6761, 6.3), which not every resolver knows. */
const lookup: LookupFunction = (name, options, callback) => {
  if (!/(^|\.)localhost$/.test(name)) {
    resolve(name, options, callback);
    return;
  }
  if (options.all) callback(null, [{ address: "127.0.0.1", family: 4 }]);
  else callback(null, "127.0.0.1", 4);
};

/** Sends a GET as a browser without a cache does, and follows no redirect. `ca`: a certificate to trust beside the usual ones. */
export function ask(url: string, ca?: string): Promise<Answer> {
  const options = { headers: { accept: "text/html,*/*" }, lookup, timeout, ...(ca !== undefined && { ca }) };
  return new Promise((resolve, reject) => {
    const sent = (url.startsWith("https:") ? overTls : overTcp)(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(parts).toString() });
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`no answer within ${timeout / 1000} s`)));
    sent.on("error", reject);
    sent.end();
  });
}

/** Whether the host signs in a client that speaks no newer version of TLS than this one. Its certificate is not looked at. */
export function speaks(url: string, version: SecureVersion): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: port === "" ? 443 : Number(port),
      servername: hostname,
      lookup,
      minVersion: version,
      maxVersion: version,
      // OpenSSL leaves out what versions before 1.2 need, unless it is asked for it.
      ciphers: "DEFAULT@SECLEVEL=0",
      rejectUnauthorized: false,
      timeout,
    });
    const end = (spoken: boolean) => {
      socket.destroy();
      resolve(spoken);
    };
    socket.on("secureConnect", () => end(true));
    socket.on("timeout", () => end(false));
    socket.on("error", () => end(false));
  });
}
