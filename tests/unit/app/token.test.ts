import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { signInToken } from "../../../app/data/token";
import { assertIncludes } from "../assert-includes";

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret key", sessionToken: "session/token+=" };

/** The signature of a presigned request (IAM User Guide, "Create a signed AWS API request"), step by step. */
function expectedSignature(token: URL, service: string): string {
  const parameters = [...token.searchParams]
    .filter(([name]) => name !== "X-Amz-Signature")
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = parameters.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const canonical = ["GET", "/", query, `host:${token.host}`, "", "host", hash("")].join("\n");
  const time = token.searchParams.get("X-Amz-Date") ?? "";
  const day = time.slice(0, 8);
  const scope = `${day}/eu-west-1/${service}/aws4_request`;
  const key = [day, "eu-west-1", service, "aws4_request"].reduce<string | Buffer>(hmac, "AWS4secret key");
  return hmac(key, ["AWS4-HMAC-SHA256", time, scope, hash(canonical)].join("\n")).toString("hex");
}

describe("A token to sign in with", () => {
  for (const { service, host, port, query } of [
    { service: "elasticache", host: "group", port: undefined, query: { Action: "connect", User: "app" } },
    { service: "rds-db", host: "proxy.internal", port: 5432, query: { Action: "connect", DBUser: "ada" } },
  ] as const) {
    it(`is a presigned request to ${service} without its scheme, good for 15 minutes`, async () => {
      const token = await signInToken(
        { service, region: "eu-west-1", host, query, ...(port && { port }) },
        credentials,
      );
      assert.ok(token.startsWith(port ? `${host}:${port}/?` : `${host}/?`));
      const url = new URL(`https://${token}`);
      const parameters = Object.fromEntries(url.searchParams);
      assertIncludes(parameters, {
        ...query,
        "X-Amz-Expires": "900",
        "X-Amz-SignedHeaders": "host",
        "X-Amz-Security-Token": credentials.sessionToken,
      });
      assert.match(
        parameters["X-Amz-Credential"] ?? "",
        new RegExp(`^AKIDEXAMPLE/\\d{8}/eu-west-1/${service}/aws4_request$`),
      );
      assert.equal(parameters["X-Amz-Signature"], expectedSignature(url, service));
    });
  }
});
