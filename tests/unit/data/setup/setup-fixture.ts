import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Database } from "../../../../infra/data/database";
import { DatabaseSetup } from "../../../../infra/data/setup/database-setup";
import { UnusedUsers } from "../../../../infra/data/setup/unused-users";
import type { ProviderSettings } from "../../../../infra/settings";
import { presets } from "../../../../infra/settings/presets";
import { deploy, type DeployOptions } from "../../harness";

export const types = {
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  fn: "aws:lambda/function:Function",
  policy: "aws:iam/rolePolicy:RolePolicy",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  stash: "pulumi:index:Stash",
};
export const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1";
export const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1";
export const insideArn = "arn:aws:lambda:eu-west-1:123456789012:function:inside";

const computed: NonNullable<DeployOptions["computed"]> = {
  "aws:rds/instance:Instance": {
    address: "db.example",
    arn: "arn:aws:rds:eu-west-1:123456789012:db:db-1",
    resourceId: "db-ABC",
    masterUserSecrets: [{ secretArn }],
  },
  "aws:kms/key:Key": { arn: keyArn },
  [types.fn]: { arn: insideArn },
};

export interface Stated {
  readonly users?: readonly string[];
  readonly program?: string;
  readonly provider?: ProviderSettings;
  readonly preview?: boolean;
}

/** A database `db` of dev with its setup, named `setup`, and what drops unused users, named `unused`. */
export function deployed({
  users = ["function_posts", "instances"],
  program = "1",
  provider = {},
  preview = false,
}: Stated = {}) {
  const vpc = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };
  const settings = presets.dev.database.of.postgres;
  return deploy(
    () => {
      const zones = { availabilityZones: ["eu-west-1a", "eu-west-1b"] };
      const database = new Database("db", { ...settings, ...vpc, ...zones, users, provider: {} });
      const migrations = [{ file: "0001.do.a.sql", number: 1, sql: "create table a ()", sha256: "a1" }];
      const code = async (entry: string) => `// ${entry} ${program}`;
      const setup = new DatabaseSetup("setup", { ...vpc, database, settings, users, migrations, code, provider });
      new UnusedUsers("unused", { database, setup, users, provider, after: [] });
      return {};
    },
    { computed, preview },
  );
}

/** Lambda as far as a setup is called: answers each call with the next of `answers`, and keeps what it was asked. */
export class FakeLambda {
  readonly asked: { readonly path: string; readonly event: unknown }[] = [];
  readonly answers: { readonly payload: object; readonly failed?: boolean }[] = [];
  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeLambda> {
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        fake.asked.push({ path: request.url ?? "", event: JSON.parse(body) });
        const { payload, failed = false } = fake.answers.shift() ?? { payload: { done: [] } };
        response.writeHead(200, failed ? { "x-amz-function-error": "Unhandled" } : {}).end(JSON.stringify(payload));
      });
    });
    const fake = new FakeLambda(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get provider(): ProviderSettings {
    const lambda = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { region: "eu-west-1", accessKey: "a", secretKey: "s", endpoints: [{ lambda }] };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
