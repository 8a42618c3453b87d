import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Answer } from "../local-aws";
import type { Platform } from "../platform";
import type { Attempt, Found } from "./probe";

export interface Post {
  readonly id: string;
  readonly title: string;
}

interface Outputs {
  readonly api: { readonly id: string };
}

const root = join(__dirname, "../../..");
const probe = "app/functions/probe/index.ts";

/** A dev stack with database, cache and a probe, see `probe.ts`. There may be others beside it, in the same local AWS. */
export class DataStack {
  constructor(
    readonly platform: Platform,
    readonly name = "dev",
  ) {
    if (name !== "dev") platform.write(`Pulumi.${name}.yaml`, readFileSync(join(root, "Pulumi.dev.yaml"), "utf8"));
    platform.write(probe, readFileSync(join(__dirname, "probe.ts"), "utf8"));
    platform.set(name, "edge", { enabled: false });
    platform.set(name, "compute", {
      kind: "functions",
      functions: { posts: { uses: ["database", "cache"] }, probe: { uses: ["database", "cache"] } },
      routes: [
        { route: "GET /api/posts", to: "function posts" },
        { route: "GET /api/posts/{id}", to: "function posts" },
        { route: "POST /api/probe", to: "function probe" },
      ],
    });
  }

  async ask(path: string, method = "GET", body = ""): Promise<Answer> {
    const aws = await this.platform.localAws();
    const { api } = await this.outputs();
    return aws.ask(aws.apiHost(api.id), method, path, body);
  }

  /** The posts that the API tells. */
  async posts(): Promise<Post[]> {
    const { status, body } = await this.ask("/api/posts");
    assert.equal(status, 200, body);
    return JSON.parse(body) as Post[];
  }

  /** What comes of something that the probe tries. */
  async probe(attempt: Attempt): Promise<Found> {
    const { status, body } = await this.ask("/api/probe", "POST", JSON.stringify(attempt));
    assert.equal(status, 200, body);
    return JSON.parse(body) as Found;
  }

  /** Rows that the probe reads. */
  async rows(sql: string): Promise<readonly unknown[]> {
    const { rows, message } = await this.probe({ sql });
    assert.ok(rows, message);
    return rows;
  }

  /** Raises the number that the probe's next release tells. */
  raise(from: number): void {
    this.platform.change(probe, (source) => source.replace(`const release = ${from};`, `const release = ${from + 1};`));
  }

  outputs(): Promise<Outputs> {
    return this.platform.outputs<Outputs>(this.name);
  }

  /** The database as RDS tells of it. */
  async instance(): Promise<{ readonly identifier: string; readonly xml: string }> {
    const state = await this.platform.state(this.name);
    const database = state.find(({ type, urn }) => type === "aws:rds/instance:Instance" && urn.endsWith("::database"));
    const identifier = String(database?.inputs?.["identifier"]);
    const aws = await this.platform.localAws();
    return { identifier, xml: await aws.query("rds", "DescribeDBInstances", { DBInstanceIdentifier: identifier }) };
  }
}
