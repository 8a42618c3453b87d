import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { DataAccess } from "../../../../infra/compute/data-access";
import type { ApiSettings, FunctionSettings } from "../../../../infra/settings";
import { parseSettings } from "../../../../infra/settings/settings";
import type { Deployment, Registration } from "../../harness";

export const types = {
  alias: "aws:lambda/alias:Alias",
  api: "aws:apigatewayv2/api:Api",
  authorizer: "aws:apigatewayv2/authorizer:Authorizer",
  domain: "aws:apigatewayv2/domainName:DomainName",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  fn: "aws:lambda/function:Function",
  integration: "aws:apigatewayv2/integration:Integration",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  mapping: "aws:apigatewayv2/apiMapping:ApiMapping",
  permission: "aws:lambda/permission:Permission",
  provisioned: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  record: "aws:route53/record:Record",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  route: "aws:apigatewayv2/route:Route",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  stage: "aws:apigatewayv2/stage:Stage",
  vpcLink: "aws:apigatewayv2/vpcLink:VpcLink",
} as const;

/** What AWS makes up. */
export const computed = {
  [types.alias]: { invokeArn: "arn:aws:apigateway:invoke-live" },
  [types.api]: {
    apiEndpoint: "https://a1.execute-api.example",
    executionArn: "arn:aws:execute-api:eu-west-1:123456789012:a1",
  },
  [types.fn]: { version: "7" },
};

/** Functions and API of dev's preset. */
function preset(): { api: ApiSettings; fn: FunctionSettings } {
  const stated = { environment: "dev", compute: { kind: "functions" } };
  const { settings } = parseSettings(stated, "eu-west-1", () => true);
  assert.ok(settings?.compute?.kind === "functions");
  const { api, functions } = settings.compute;
  const fn = functions["health"];
  assert.ok(fn);
  return { api, fn };
}

export const { api: presetApi, fn: presetFunction } = preset();

export const noData = (): DataAccess => ({
  environment: {},
  securityGroupIds: [],
  statements: [],
  usesDatabase: false,
  releasedAfter: [],
});

export const connect = { Effect: "Allow", Action: "elasticache:Connect", Resource: "arn:cache" } as const;

export const cache = (): DataAccess => ({
  environment: { CACHE_HOST: pulumi.output("cache.example") },
  securityGroupIds: ["sg-cache"],
  statements: [connect],
  usesDatabase: false,
  releasedAfter: [],
});

export const database = (): DataAccess => ({
  environment: { DATABASE_HOST: "db.example" },
  securityGroupIds: ["sg-database"],
  statements: [],
  usesDatabase: true,
  releasedAfter: [],
});

/** Names of the resources that a resource waits for. */
export const waitsFor = ({ dependencies }: Registration): string[] =>
  dependencies.map((urn) => urn.split("::").slice(2).join(" ").replace(/^.*\$/, ""));

/** The statements of a policy of the only role; of the only one, unless it is named. */
export function statementsOf(deployment: Deployment<unknown>, policy?: string): Record<string, unknown>[] {
  const { Statement } = document(deployment.one(types.rolePolicy, policy).inputs["policy"]);
  return Statement as Record<string, unknown>[];
}

/** A policy, which may be an object or its JSON. */
export function document(policy: unknown): Record<string, unknown> {
  return (typeof policy === "string" ? JSON.parse(policy) : policy) as Record<string, unknown>;
}
