import assert from "node:assert/strict";
import { exposuresOf, newIn } from "../../../scripts/report/architecture/exposures";
import { engineUnknown, fullStack, graphOf, openStack, type Part } from "./fixture";

const found = (parts: readonly Part[]) => exposuresOf(graphOf(parts)).map(({ to, label }) => [to.name, label]);
const group = (inputs: Part["inputs"] = {}): Part => ({
  type: "aws:ec2/securityGroup:SecurityGroup",
  name: "group",
  inputs,
});
const ingress = (inputs: Part["inputs"], to: Part, more: Part["from"] = {}): Part => ({
  type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  name: JSON.stringify(inputs),
  inputs: { ipProtocol: "tcp", fromPort: 5432, toPort: 5432, ...inputs },
  from: { securityGroupId: [to], ...more },
});
const database = (from: Part["from"], inputs: Part["inputs"] = {}): Part => ({
  type: "aws:rds/instance:Instance",
  name: "db",
  inputs: { engine: "postgres", ...inputs },
  from: from ?? {},
});
const bucket: Part = { type: "aws:s3/bucket:Bucket", name: "files" };
const policy = (statement: Record<string, unknown>, of: Part = bucket): Part => ({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "policy",
  inputs: {
    policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement } }),
  },
  from: { bucket: [of], policy: [of] },
});

describe("what is open to the internet", () => {
  it("is nothing of a stack that lets in nobody", () => {
    assert.deepEqual(found(fullStack()), []);
  });

  const own = group();
  const inGroup = database({ vpcSecurityGroupIds: [own] });
  for (const [spelling, label] of [
    [[{ cidrIpv4: "0.0.0.0/0" }], "0.0.0.0/0 reaches port 5432"],
    [[{ cidrIpv4: "9.9.9.9/0" }], "9.9.9.9/0 reaches port 5432"],
    [[{ cidrIpv6: "::/0" }], "::/0 reaches port 5432"],
    [[{ cidrIpv6: "0:0:0:0:0:0:0:0/0" }], "0:0:0:0:0:0:0:0/0 reaches port 5432"],
    [[{ cidrIpv6: "2000::/3" }], "2000::/3 reaches port 5432"],
    [[{ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1", fromPort: null, toPort: null }], "0.0.0.0/0 reaches every port"],
    [
      ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"].map((cidrIpv4) => ({ cidrIpv4 })),
      "0.0.0.0/2, 64.0.0.0/2 and 2 more together reach port 5432",
    ],
  ] as const) {
    it(`is a database whose group lets in everyone as ${JSON.stringify(spelling)}`, () => {
      assert.deepEqual(found([own, inGroup, ...spelling.map((inputs) => ingress(inputs, own))]), [["db", label]]);
    });
  }

  it("is not what lets in some, whom only the update knows, or errors of the path alone", () => {
    for (const inputs of [
      { cidrIpv4: "10.0.0.0/8" },
      { cidrIpv4: engineUnknown },
      { cidrIpv4: "0.0.0.0/0", ipProtocol: "icmp", fromPort: 3, toPort: 4 },
    ]) {
      assert.deepEqual(found([own, inGroup, ingress(inputs, own)]), []);
    }
  });

  it("is so by rules in the group, of the older kind, and by prefix lists", () => {
    const inline = group({ ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ipv6CidrBlocks: ["::/0"] }] });
    assert.deepEqual(found([inline, database({ vpcSecurityGroupIds: [inline] })]), [["db", "::/0 reaches port 22"]]);
    const older: Part = {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      name: "older",
      inputs: { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
      from: { securityGroupId: [own] },
    };
    assert.deepEqual(found([own, inGroup, older]), [["db", "0.0.0.0/0 reaches port 22"]]);
    assert.deepEqual(found([own, inGroup, { ...older, inputs: { ...older.inputs, type: "egress" } }]), []);
    const list: Part = {
      type: "aws:ec2/managedPrefixList:ManagedPrefixList",
      name: "list",
      inputs: { entries: [{ cidr: "0.0.0.0/0" }] },
    };
    const listed = ingress({ prefixListId: engineUnknown }, own, { prefixListId: [list] });
    assert.deepEqual(found([own, inGroup, list, listed]), [["db", "0.0.0.0/0 reaches port 5432"]]);
  });

  it("is an instance of one's own, what is drawn in no network, and a group that nothing is in", () => {
    const instance: Part = {
      type: "aws:ec2/instance:Instance",
      name: "bastion",
      from: { vpcSecurityGroupIds: [own] },
    };
    const open = ingress({ cidrIpv4: "0.0.0.0/0" }, own);
    assert.deepEqual(found([own, open, instance]), [["bastion", "0.0.0.0/0 reaches port 5432"]]);
    assert.deepEqual(found([own, open]), [["group", "0.0.0.0/0 reaches port 5432"]]);
    const cluster: Part = { type: "aws:rds/cluster:Cluster", name: "aurora", from: { vpcSecurityGroupIds: [own] } };
    const template: Part = {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "template",
      from: { vpcSecurityGroupIds: [own] },
    };
    assert.deepEqual(found([own, open, template, cluster]), [["aurora", "0.0.0.0/0 reaches port 5432"]]);
  });

  it("is what has a public address, in whatever spelling, and a load balancer that nothing keeps anybody from", () => {
    for (const publiclyAccessible of [true, "true"]) {
      assert.deepEqual(found([database({}, { publiclyAccessible })]), [["db", "it has a public address"]]);
    }
    for (const publiclyAccessible of [false, engineUnknown]) {
      assert.deepEqual(found([database({}, { publiclyAccessible })]), []);
    }
    const balancer = (inputs: Part["inputs"]): Part => ({
      type: "aws:lb/loadBalancer:LoadBalancer",
      name: "balancer",
      inputs: { loadBalancerType: "network", ...inputs },
    });
    assert.deepEqual(found([balancer({})]), [["balancer", "it is public and has no security group"]]);
    assert.deepEqual(found([balancer({ internal: true })]), []);
    assert.deepEqual(found([balancer({ securityGroups: ["sg-1"] })]), []);
  });

  it("is a bucket by its policy, its ACL or a grant, and not by a policy for somebody", () => {
    const everybody = [["files", "its policy lets everybody do s3:GetObject"]];
    assert.deepEqual(found([bucket, policy({ Principal: "*" })]), everybody);
    assert.deepEqual(found([bucket, policy({ Principal: { AWS: ["*"] } })]), everybody);
    for (const statement of [
      { Principal: { Service: "cloudfront.amazonaws.com" } },
      { Principal: "*", Effect: "Deny" },
      { Principal: "*", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    ]) {
      assert.deepEqual(found([bucket, policy(statement)]), [], JSON.stringify(statement));
    }
    const acl = (inputs: Part["inputs"]): Part => ({
      ...{ type: "aws:s3/bucketAcl:BucketAcl", name: "acl" },
      ...{ inputs: inputs ?? {}, from: { bucket: [bucket] } },
    });
    const uri = "http://acs.amazonaws.com/groups/global/AllUsers";
    for (const inputs of [{ acl: "public-read" }, { accessControlPolicy: { grants: [{ grantee: { uri } }] } }]) {
      assert.deepEqual(found([bucket, acl(inputs)]), [["files", "its ACL lets everybody in"]]);
    }
    assert.deepEqual(found([bucket, acl({ acl: "private" })]), []);
  });

  it("is a function by its URL or a permission, found behind its alias, and a queue by its policy", () => {
    const lambda: Part = { type: "aws:lambda/function:Function", name: "hello" };
    const alias: Part = { type: "aws:lambda/alias:Alias", name: "live", from: { functionName: [lambda] } };
    const url = (authorizationType: string): Part => ({
      type: "aws:lambda/functionUrl:FunctionUrl",
      name: "url",
      inputs: { authorizationType },
      from: { functionName: [alias] },
    });
    assert.deepEqual(found([lambda, alias, url("NONE")]), [["hello", "its URL asks for no credentials"]]);
    assert.deepEqual(found([lambda, alias, url("AWS_IAM")]), []);
    const permission = (principal: string): Part => ({
      type: "aws:lambda/permission:Permission",
      name: "permission",
      inputs: { action: "lambda:InvokeFunction", principal },
      from: { function: [lambda] },
    });
    assert.deepEqual(found([lambda, permission("*")]), [["hello", "it lets in everyone"]]);
    assert.deepEqual(found([lambda, permission("apigateway.amazonaws.com")]), []);
    const queue: Part = { type: "aws:sqs/queue:Queue", name: "jobs" };
    const statement = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };
    const queuePolicy: Part = {
      type: "aws:sqs/queuePolicy:QueuePolicy",
      name: "policy",
      inputs: { policy: { Statement: [statement] } },
      from: { queueUrl: [queue] },
    };
    assert.deepEqual(found([queue, queuePolicy]), [["jobs", "its policy lets everybody do sqs:*"]]);
  });

  it("is not what an identity may, nor what an endpoint in the network lets through", () => {
    const inputs = {
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] }),
    };
    for (const type of ["aws:iam/rolePolicy:RolePolicy", "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"]) {
      assert.deepEqual(found([{ type, name: "policy", inputs }]), []);
    }
    assert.deepEqual(
      found([{ type: "aws:s3/bucketPolicy:BucketPolicy", name: "p", inputs: { policy: engineUnknown } }]),
      [],
    );
  });

  it("is new where what is called the same was not open in this way", () => {
    const open = (stack: string, port: number) => {
      const rule = ingress({ cidrIpv4: "0.0.0.0/0", fromPort: port, toPort: port }, own);
      return { stack, graph: graphOf([own, { ...inGroup, name: `${stack}-db` }, rule], stack) };
    };
    const isNew = (before: ReturnType<typeof open>, after: ReturnType<typeof open>) =>
      exposuresOf(after.graph).map(newIn(after, before));
    assert.deepEqual(isNew(open("dev", 22), open("prod", 22)), [false]);
    assert.deepEqual(isNew(open("prod", 443), open("prod", 22)), [true]);
    assert.deepEqual(isNew({ stack: "prod", graph: graphOf(fullStack(), "prod") }, open("prod", 22)), [true]);
  });

  it("is all that an opened stack opens", () => {
    assert.deepEqual(
      found(openStack())
        .map(([name]) => name)
        .sort(),
      ["cache", "db", "fleet", "health", "logs", "site"],
    );
  });
});
