import { Database } from "../../../infra/data/database";
import type { DatabaseSettings } from "../../../infra/settings";
import { type Environment, presets } from "../../../infra/settings/presets";
import { deploy, type Deployment, type Registration } from "../harness";

export const instanceType = "aws:rds/instance:Instance";
export const managedSecretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1";
/** Made from the name that the harness generates for the subnet group. */
export const identifier = "db-0a1b2c3";
/** As the harness makes it up. */
export const keyArn = "arn:aws:mock:eu-west-1:123456789012:aws:kms/key:Key/db";

const computed = {
  [instanceType]: {
    masterUserSecrets: [{ secretArn: managedSecretArn }],
    address: "db.local",
    resourceId: "db-ABC",
    arn: "arn:aws:rds:eu-west-1:123456789012:db:db-0a1b2c3",
  },
};

/** What a program can publish of it: the harness resolves outputs, not components. */
const published = ({ endpoint, port, readerEndpoints, ...database }: Database) => ({
  endpoint,
  port,
  readerEndpoints,
  masterSecretArn: database.masterSecretArn,
  resourceId: database.resourceId,
  clientSecurityGroupId: database.clientSecurityGroupId,
  proxy: database.proxy,
});

export type Deployed = Deployment<ReturnType<typeof published>>;

/** A database named `db` of an environment's preset, but for some settings, with instances that have another version. */
export function deployed(
  settings: Partial<DatabaseSettings> = {},
  environment: Environment = "prod",
  running?: string,
): Promise<Deployed> {
  const engineVersionActual = running ?? (settings.engine === "mysql" ? "8.4.8" : "17.9");
  const args = {
    ...presets[environment].database.of[settings.engine ?? "postgres"],
    ...settings,
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    availabilityZones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
    users: ["function_posts", "instances"],
    provider: {},
  };
  return deploy(() => published(new Database("db", args)), {
    computed: { ...computed, [instanceType]: { ...computed[instanceType], engineVersionActual } },
  });
}

export function primaryOf(deployment: Deployed): Registration {
  return deployment.one(instanceType, "db");
}
