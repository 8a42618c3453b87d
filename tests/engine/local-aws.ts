import { request } from "node:http";
import { setTimeout } from "node:timers/promises";
import { readKey } from "../../sandbox/local-aws/key";
import { signedHeaders } from "../../sandbox/local-aws/signed";

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Versions of AWS's APIs, as their service models have them. */
const versions = {
  autoscaling: "2011-01-01",
  ec2: "2016-11-15",
  elasticache: "2015-02-02",
  elasticloadbalancing: "2015-12-01",
  iam: "2010-05-08",
  monitoring: "2010-08-01",
  rds: "2014-10-31",
} as const;

/** The local AWS of one platform: its APIs, and what it serves by host name. */
export class LocalAws {
  constructor(
    private readonly checkout: string,
    private readonly url: string,
    private readonly region = "eu-west-1",
  ) {}

  /** The same in another region. */
  elsewhere = (region: string): LocalAws => new LocalAws(this.checkout, this.url, region);

  /** Asks what a deployment serves, as a client does that was led here by the host's name. */
  ask(host: string, method: string, path: string, body = ""): Promise<Answer> {
    return send(this.url, { method, path, headers: { Host: host } }, body);
  }

  /** Host name by which the local AWS knows an HTTP API. */
  apiHost = (apiId: string): string => `${apiId}.execute-api.localhost:${new URL(this.url).port}`;

  /** Host name by which the local AWS knows a distribution, by the one that AWS gave it. */
  distributionHost = (domainName: string): string =>
    `${domainName.split(".")[0] ?? ""}.cloudfront.localhost:${new URL(this.url).port}`;

  /** Calls an action of a service with AWS's query protocol, and gives AWS's XML. */
  query(service: keyof typeof versions, action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
    const body = new URLSearchParams({ Action: action, Version: versions[service], ...parameters }).toString();
    return this.call(service, { "Content-Type": "application/x-www-form-urlencoded" }, body);
  }

  /** Calls an action of a service with AWS's JSON protocol (Secrets Manager). */
  async json<T>(service: string, target: string, input: object): Promise<T> {
    const headers = { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target };
    return JSON.parse(await this.call(service, headers, JSON.stringify(input))) as T;
  }

  /** Does something of a service whose operations are paths. */
  send(service: string, method: string, path: string, body: string | object = ""): Promise<string> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return this.call(service, { "Content-Type": "application/json" }, text, path, method);
  }

  /** Changes something of CloudFront's, as it takes it: whole, and by the version that was read. */
  async rewrite(path: string, edit: (xml: string) => string, to = path): Promise<void> {
    const { body, headers } = await this.answer("cloudfront", {}, "", path, "GET");
    const changed = edit(body);
    if (changed === body) throw new Error(`nothing to change in ${body}`);
    await this.call("cloudfront", { "If-Match": String(headers["etag"]) }, changed, to, "PUT");
  }

  /** Reads something of a service whose operations are paths. */
  get(service: string, path: string): Promise<string> {
    return this.call(service, {}, "", path, "GET");
  }

  /** Puts a certificate into ACM, and gives its ARN: it is issued at once. */
  async importCertificate(): Promise<string> {
    const text = Buffer.from("certificate").toString("base64");
    const input = { Certificate: text, PrivateKey: text };
    return (await this.json<{ CertificateArn: string }>("acm", "CertificateManager.ImportCertificate", input))
      .CertificateArn;
  }

  async deleteCertificate(arn: string): Promise<void> {
    await this.json("acm", "CertificateManager.DeleteCertificate", { CertificateArn: arn });
  }

  /** Makes a public hosted zone in Route 53, and gives its id. */
  async makeHostedZone(name: string): Promise<string> {
    const reference = `<CallerReference>${name}</CallerReference>`;
    const body = `<CreateHostedZoneRequest><Name>${name}</Name>${reference}</CreateHostedZoneRequest>`;
    const made = await this.call("route53", {}, body, "/2013-04-01/hostedzone");
    return /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(made)?.[1] ?? "";
  }

  /** Lets a name in a hosted zone stand for another one. */
  async pointTo(zone: string, name: string, target: string): Promise<void> {
    const record = `<Name>${name}</Name><Type>CNAME</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>${target}</Value></ResourceRecord></ResourceRecords>`;
    const change = `<Change><Action>UPSERT</Action><ResourceRecordSet>${record}</ResourceRecordSet></Change>`;
    const body = `<ChangeResourceRecordSetsRequest><ChangeBatch><Changes>${change}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;
    await this.call("route53", {}, body, `/2013-04-01/hostedzone/${zone}/rrset`);
  }

  private async call(service: string, headers: Record<string, string>, body: string, path = "/", method = "POST") {
    return (await this.answer(service, headers, body, path, method)).body;
  }

  private async answer(service: string, headers: Record<string, string>, body: string, path: string, method: string) {
    const key = readKey(this.checkout);
    if (key === undefined) throw new Error("the local AWS has no key");
    const { url, region } = this;
    const signed = await signedHeaders({ method, url: `${url}${path}`, service, region, headers, body }, key);
    const answer = await send(url, { method, path, headers: signed }, body);
    if (answer.status >= 300) throw new Error(`${service} answered ${answer.status}: ${answer.body}`);
    return answer;
  }
}

/** How long instances may take to boot on a machine that compiles the engine at the same time. */
const BOOT_SECONDS = 120;

/** Waits until a host of the local AWS answers a path: its instances boot after they were deployed. */
export async function untilAnswered(aws: LocalAws, host: string, path: string): Promise<void> {
  const deadline = Date.now() + BOOT_SECONDS * 1000;
  for (;;) {
    const { status, body } = await aws.ask(host, "GET", path);
    if (status === 200) return;
    if (Date.now() > deadline) throw new Error(`${host}${path} still answers ${status}: ${body}`);
    await setTimeout(100);
  }
}

/** `fetch` sends no Host header of one's own. */
function send(url: string, options: { method: string; path: string; headers: object }, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers = { ...options.headers, "Content-Length": String(Buffer.byteLength(body)) };
    const sent = request({ hostname, port, method: options.method, path: options.path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          headers: response.headers,
        });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
