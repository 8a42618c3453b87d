import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Fleet, type FleetArgs } from "../../../../infra/compute/instances/fleet";
import type { InstancesSettings } from "../../../../infra/settings";
import { parseSettings } from "../../../../infra/settings/settings";
import { deploy, type DeployOptions, type Deployment } from "../../harness";

export const userArn = "arn:aws:rds-db:eu-west-1:123456789012:dbuser:db-1/instances";
const signIn = { Effect: "Allow" as const, Action: "rds-db:connect", Resource: userArn };
export const authorities = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n";

export const pinned = "ami-0123456789abcdef0";
export const image = {
  kind: "image" as const,
  uri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/users:1.4.2",
  port: 8080,
};

/** Settings of the instances as prod has them, but for some. */
export function instancesSettings(stated: Partial<InstancesSettings> = {}): InstancesSettings {
  const { settings } = parseSettings({ environment: "prod", compute: { kind: "instances" } }, "eu-west-1");
  assert.ok(settings?.compute?.kind === "instances");
  return { ...settings.compute.instances, ...stated };
}

export const withoutData: FleetArgs["access"] = {
  environment: {},
  securityGroupIds: [],
  statements: [],
  usesDatabase: false,
  releasedAfter: [],
};
export const withDatabase: FleetArgs["access"] = {
  environment: { DATABASE_ENGINE: "postgres", DATABASE_HOST: "db.local", DATABASE_USER: "instances" },
  securityGroupIds: ["sg-database-client"],
  statements: [signIn],
  usesDatabase: true,
  releasedAfter: [],
};

const url = "http://127.0.0.1:9";
/** AWS, where nobody answers. */
const nowhere: FleetArgs["releases"]["provider"] = {
  region: "eu-west-1",
  accessKey: "a",
  secretKey: "s",
  endpoints: [{ autoscaling: url, s3: url }],
};

type Stated = Partial<InstancesSettings> & {
  readonly access?: FleetArgs["access"];
  /** What has to be there before a release: made with the deployment. */
  readonly after?: () => pulumi.Resource;
  readonly balancer?: "application" | "network";
  readonly databaseAuthorities?: string;
};

/** As the AWS provider computes them. */
const computed: NonNullable<DeployOptions["computed"]> = {
  "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 7 },
  "aws:cloudwatch/logGroup:LogGroup": { arn: "arn:aws:logs:eu-west-1:123456789012:log-group:users-0a1b2c3" },
  "aws:s3/bucket:Bucket": { arn: "arn:aws:s3:::releases", bucket: "releases" },
};

const published = ({ securityGroup, autoScalingGroupName, roleArn, logGroupName }: Fleet) => ({
  securityGroupId: securityGroup.id,
  autoScalingGroupName,
  roleArn,
  logGroupName,
});

export type Deployed = Deployment<ReturnType<typeof published>>;

/** A fleet named `users`. */
export function deployed({
  access = withoutData,
  after,
  balancer = "application",
  ...stated
}: Stated = {}): Promise<Deployed> {
  const args: FleetArgs = {
    ...instancesSettings(),
    ...stated,
    vpcId: "vpc-1",
    subnetIds: ["subnet-1", "subnet-2", "subnet-3"],
    access,
    tags: { Project: "shop", Name: "overridden" },
    code: (entry) => Promise.resolve(`// ${entry}`),
    releases: { bucket: "records", provider: nowhere },
    loadBalancer: {
      kind: balancer,
      arnSuffix: pulumi.output("app/users/1"),
      idleTimeoutSeconds: 120,
      targetGroupArn: pulumi.output("arn:target-group"),
      targetGroupArnSuffix: pulumi.output("targetgroup/users/2"),
    },
  };
  const program = () => {
    const releasedAfter = after ? [after()] : [];
    return published(new Fleet("users", { ...args, access: { ...access, releasedAfter } }));
  };
  return deploy(program, { computed });
}

/** The user data that instances get, decoded. */
export function userDataOf(deployment: Deployed): string {
  const { inputs } = deployment.one("aws:ec2/launchTemplate:LaunchTemplate");
  return Buffer.from(String(inputs["userData"]), "base64").toString();
}

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

/** What the instances' role may do, by action. */
export function permissionsOf(deployment: Deployed): Record<string, unknown> {
  const policy = deployment.one("aws:iam/rolePolicy:RolePolicy").inputs["policy"];
  const document = (typeof policy === "string" ? JSON.parse(policy) : policy) as { Statement: Statement[] };
  return Object.fromEntries(
    document.Statement.flatMap(({ Action, Resource }) => [Action].flat().map((action) => [action, Resource])),
  );
}
