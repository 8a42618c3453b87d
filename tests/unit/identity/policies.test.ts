import assert from "node:assert/strict";
import platform from "../../../infra/index";
import { deploy, type Registration } from "../harness";
import { computed as everywhere } from "../variants";
import { allows, problemsOf, type Statement } from "./authorization";

/** ARNs and names as AWS gives them, for those resources that policies speak of. */
const computed = {
  ...everywhere,
  "aws:cloudwatch/logGroup:LogGroup": { arn: "arn:aws:logs:eu-west-1:123456789012:log-group:group-0a1b2c3" },
  "aws:kms/key:Key": { arn: "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-0000-0000-000000000000" },
  "aws:s3/bucket:Bucket": { arn: "arn:aws:s3:::bucket-0a1b2c3", bucket: "bucket-0a1b2c3" },
  "aws:rds/instance:Instance": {
    arn: "arn:aws:rds:eu-west-1:123456789012:db:database-0a1b2c3",
    address: "database.example",
    endpoint: "database.example:5432",
    masterUserSecrets: [{ secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0a1b2c3-AbCdEf" }],
  },
  "aws:secretsmanager/secret:Secret": {
    arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:master-0a1b2c3-AbCdEf",
  },
  "aws:rds/proxy:Proxy": { arn: "arn:aws:rds:eu-west-1:123456789012:db-proxy:prx-0a1b2c3d", endpoint: "proxy.example" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    arn: "arn:aws:elasticache:eu-west-1:123456789012:replicationgroup:cache-0a1b2c3",
    primaryEndpointAddress: "cache.example",
    configurationEndpointAddress: "cache.example",
  },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    arn: "arn:aws:elasticache:eu-west-1:123456789012:serverlesscache:cache-0a1b2c3",
    endpoints: [{ address: "cache.example", port: 6379 }],
    readerEndpoints: [{ address: "cache.example", port: 6380 }],
  },
  "aws:elasticache/user:User": { arn: "arn:aws:elasticache:eu-west-1:123456789012:user:user-0a1b2c3" },
  "aws:cloudfront/distribution:Distribution": {
    arn: "arn:aws:cloudfront::123456789012:distribution/E0A1B2C3",
    domainName: "d1.cloudfront.net",
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    arn: "arn:aws:logs:eu-west-1:123456789012:delivery-source:edge-0a1b2c3",
  },
  "aws:apigatewayv2/api:Api": {
    apiEndpoint: "https://api.example",
    executionArn: "arn:aws:execute-api:eu-west-1:123456789012:api",
  },
};

const image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/service@sha256:" + "0".repeat(64);

const stacks: Readonly<Record<string, readonly [environment: string, settings: Record<string, unknown>]>> = {
  "the dev preset": ["dev", {}],
  "the prod preset": ["prod", {}],
  "functions that use everything": [
    "prod",
    { compute: { kind: "functions", functions: { health: {}, posts: { uses: ["database", "cache"] } } } },
  ],
  "a database's proxy": ["prod", { database: { proxy: { enabled: true } } }],
  "a serverless cache": ["prod", { cache: { kind: "serverless" } }],
  "instances of an image": [
    "prod",
    {
      compute: { kind: "instances", instances: { application: { kind: "image", uri: image } } },
    },
  ],
};

describe("every policy that the program makes", function () {
  // The reference is 10 MB of JSON.
  this.timeout(60_000);
  for (const [name, [environment, settings]] of Object.entries(stacks)) {
    it(`says what AWS knows, and applies: ${name}`, async () => {
      const { resources } = await deployed(environment, settings);
      const found = resources.flatMap((resource) => policiesOf(resource).map((policy) => [resource, policy] as const));
      assert.ok(found.length > 5, `${found.length} policies`);
      const problems: string[] = [];
      for (const [resource, { Statement }] of found) {
        for (const statement of Statement)
          problems.push(...(await problemsOf(statement)).map((each) => `${resource.type} ${resource.name}: ${each}`));
      }
      assert.deepEqual(problems, []);
    });
  }

  const logs = "arn:aws:logs:eu-west-1:123456789012:log-group:group-0a1b2c3:log-stream:i-1";
  const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0a1b2c3-AbCdEf";
  const key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-0000-0000-000000000000";
  const everyInstance: readonly (readonly [action: string, resource: string])[] = [
    ["logs:CreateLogStream", logs],
    ["logs:PutLogEvents", logs],
    ["ssm:UpdateInstanceInformation", "*"],
    ["ssmmessages:OpenDataChannel", "*"],
    ["s3:GetObject", "arn:aws:s3:::bucket-0a1b2c3/0a1b2c3d.zip"],
    ["secretsmanager:GetSecretValue", secret],
    ["kms:Decrypt", key],
  ];
  const repository = "arn:aws:ecr:eu-west-1:123456789012:repository/service";
  const pull: typeof everyInstance = [
    ["ecr:GetAuthorizationToken", "*"],
    ["ecr:BatchGetImage", repository],
    ["ecr:GetDownloadUrlForLayer", repository],
  ];
  // What boot.sh and fetch-credentials.sh call.
  for (const [stack, calls] of [
    ["the prod preset", everyInstance],
    ["instances of an image", [...everyInstance, ...pull]],
  ] as const) {
    it(`lets instances boot and read their secret, and change nothing: ${stack}`, async () => {
      const { one } = await deployed(...(stacks[stack] ?? ["prod", {}]));
      const policy = one("aws:iam/rolePolicy:RolePolicy", "prod-compute");
      const statements = policiesOf(policy).flatMap(({ Statement }) => Statement);
      assert.deepEqual(
        calls.filter(([action, resource]) => !allows(statements, action, resource)),
        [],
      );
      for (const [action, resource] of [
        ["s3:PutObject", "arn:aws:s3:::bucket-0a1b2c3/0a1b2c3d.zip"],
        ["secretsmanager:PutSecretValue", secret],
        ["secretsmanager:GetSecretValue", `${secret}2`],
        ["ssm:GetParameter", "arn:aws:ssm:eu-west-1:123456789012:parameter/other"],
      ] as const)
        assert.ok(!allows(statements, action, resource), action);
    });
  }

  const cases: readonly [what: string, statement: Statement, problem: RegExp][] = [
    ["an action that there is none of", { Effect: "Allow", Action: "logs:PutLogEvent", Resource: "*" }, /no action/],
    ["wildcards that stand for nothing", { Effect: "Allow", Action: "ec2:Fetch*", Resource: "*" }, /no action/],
    [
      "a resource of another kind",
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket" },
      /s3:GetObject applies to none/,
    ],
    [
      "a resource for an action that knows none",
      { Effect: "Allow", Action: "ec2:DescribeSubnets", Resource: "arn:aws:ec2:eu-west-1:123456789012:subnet/*" },
      /applies to none/,
    ],
    [
      "a condition key that there is none of",
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAcount": "1" } },
      },
      /no condition key aws:SourceAcount/,
    ],
    [
      "a condition key of other actions",
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": "s3" } },
      },
      /s3:GetObject has no condition key kms:ViaService/,
    ],
    [
      "an operator of another type",
      { Effect: "Allow", Action: "s3:*", Resource: "*", Condition: { NumericEquals: { "aws:SourceAccount": "1" } } },
      /NumericEquals does not compare/,
    ],
  ];
  for (const [what, statement, problem] of cases) {
    it(`would be found with ${what}`, async () => {
      assert.match((await problemsOf(statement)).join("\n"), problem);
    });
  }
});

const deployed = (environment: string, settings: Record<string, unknown>) =>
  deploy(platform, {
    stack: environment,
    computed,
    config: {
      "aws:region": "eu-west-1",
      "web-platform:environment": environment,
      ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`web-platform:${key}`, value])),
    },
  });

/** Every policy document among a resource's inputs, as an object or as JSON. */
function policiesOf({ inputs }: Registration): { readonly Statement: readonly Statement[] }[] {
  return Object.values(inputs).flatMap((value) => {
    const read = typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as unknown) : value;
    return isPolicy(read) ? [read] : [];
  });
}

function isPolicy(value: unknown): value is { readonly Statement: readonly Statement[] } {
  return typeof value === "object" && value !== null && "Statement" in value && Array.isArray(value.Statement);
}
