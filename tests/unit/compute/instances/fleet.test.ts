import assert from "node:assert/strict";
import { Stash } from "@pulumi/pulumi";
import { assertIncludes } from "../../assert-includes";
import {
  authorities,
  type Deployed,
  deployed,
  image,
  permissionsOf,
  pinned,
  userArn,
  userDataOf,
  withDatabase,
} from "./fleet-fixture";

const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";

describe("Fleet", () => {
  let fleet: Deployed;
  before(async () => {
    fleet = await deployed({ access: withDatabase });
  });

  describe("launches instances", () => {
    for (const [what, expected] of [
      [
        "of the newest Amazon Linux",
        { imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64" },
      ],
      ["of the settings' type", { instanceType: "t4g.small" }],
      [
        "with metadata by IMDSv2 within one hop, without tags",
        {
          metadataOptions: {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
            instanceMetadataTags: "disabled",
          },
        },
      ],
      [
        "with an encrypted root volume that goes with them",
        {
          blockDeviceMappings: [
            {
              deviceName: "/dev/xvda",
              ebs: { volumeType: "gp3", volumeSize: 8, encrypted: "true", deleteOnTermination: "true" },
            },
          ],
        },
      ],
      [
        "without a public address, in their own group and their data's client group",
        {
          networkInterfaces: [
            {
              associatePublicIpAddress: "false",
              securityGroups: ["users-id", "sg-database-client"],
              deleteOnTermination: "true",
            },
          ],
          vpcSecurityGroupIds: undefined,
        },
      ],
      ["with detailed monitoring", { monitoring: { enabled: true } }],
      ["without SSH keys", { keyName: undefined }],
      [
        "with the stack's tags and a name, as are their volumes and interfaces",
        {
          tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
            resourceType,
            tags: { Project: "shop", Name: "dev-users" },
          })),
        },
      ],
      [
        "with the role",
        {
          iamInstanceProfile: {
            arn: "arn:aws:mock:eu-west-1:123456789012:aws:iam/instanceProfile:InstanceProfile/users",
          },
        },
      ],
      ["by a template whose newest version is the default", { updateDefaultVersion: true }],
    ] as const) {
      it(what, () => assertIncludes(fleet.one(templateType).inputs, expected));
    }

    it("of a pinned AMI and a larger volume", async () => {
      const { inputs } = (await deployed({ ami: pinned, rootVolumeGib: 30 })).one(templateType);
      assert.equal(inputs["imageId"], pinned);
      assert.match(JSON.stringify(inputs["blockDeviceMappings"]), /"volumeSize":30/);
    });
  });

  it("lets nobody in, and out on port 443 only", () => {
    const group = fleet.one("aws:ec2/securityGroup:SecurityGroup").inputs;
    assertIncludes(group, { vpcId: "vpc-1", ingress: undefined, egress: undefined });
    assert.ok(group["description"]);
    assert.deepEqual(fleet.all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"), []);
    const rule = fleet.one("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs;
    assertIncludes(rule, {
      securityGroupId: "users-id",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    assert.ok(rule["description"]);
  });

  it("launches nothing before there is a way out", () => {
    const { dependencies } = fleet.one(templateType);
    assert.ok(dependencies.some((urn) => urn.includes("SecurityGroupEgressRule")));
  });

  it("has a log group of its own, with an end", () => {
    assertIncludes(fleet.one("aws:cloudwatch/logGroup:LogGroup").inputs, { retentionInDays: 90, name: undefined });
    assert.match(userDataOf(fleet), /"log_group_name":"users-0a1b2c3"/);
  });

  describe("has a role", () => {
    it("of EC2's, without AWS's broad policies", () => {
      const role = fleet.one("aws:iam/role:Role").inputs;
      assert.match(JSON.stringify(role["assumeRolePolicy"]), /ec2\.amazonaws\.com/);
      assert.deepEqual(fleet.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment"), []);
      assert.equal(fleet.one("aws:iam/instanceProfile:InstanceProfile").inputs["role"], "users-0a1b2c3");
    });

    it("that is reached by Session Manager, writes its log group, fetches its releases, signs in to the database, no more", () => {
      const logGroup = "arn:aws:logs:eu-west-1:123456789012:log-group:users-0a1b2c3:*";
      assert.deepEqual(permissionsOf(fleet), {
        "ssm:UpdateInstanceInformation": "*",
        "ssmmessages:CreateControlChannel": "*",
        "ssmmessages:CreateDataChannel": "*",
        "ssmmessages:OpenControlChannel": "*",
        "ssmmessages:OpenDataChannel": "*",
        "logs:CreateLogStream": logGroup,
        "logs:PutLogEvents": logGroup,
        "s3:GetObject": "arn:aws:s3:::releases/*",
        "rds-db:connect": userArn,
      });
    });

    it("that pulls from the one repository, and fetches no release, with an image", async () => {
      const permissions = permissionsOf(await deployed({ application: image }));
      const repository = "arn:aws:ecr:eu-west-1:123456789012:repository/shop/users";
      assertIncludes(permissions, {
        "ecr:GetAuthorizationToken": "*",
        "ecr:BatchGetImage": repository,
        "ecr:GetDownloadUrlForLayer": repository,
        "ecr:BatchCheckLayerAvailability": repository,
        "s3:GetObject": undefined,
      });
    });

    it("that knows nothing of ECR, with an image from elsewhere", async () => {
      const permissions = permissionsOf(
        await deployed({ application: { ...image, uri: "registry.example.com/users:1" } }),
      );
      assert.deepEqual(
        Object.keys(permissions).filter((action) => action.startsWith("ecr:")),
        [],
      );
    });
  });

  describe("releases", () => {
    const archives = ({ all }: Deployed) => all(objectType).filter(({ name }) => name === "users-release");

    it("the bundled application, under a key made of it, and keeps the earlier ones", () => {
      const object = fleet.one(objectType, "users-release");
      assert.equal(object.retainOnDelete, true);
      assert.equal(object.inputs["bucket"], "releases");
      assert.match(String(object.inputs["key"]), /^[0-9a-f]{64}\.zip$/);
      assert.ok(userDataOf(fleet).includes(`RELEASE='s3://releases/${String(object.inputs["key"])}'`));
    });

    it("the database's authorities with it, where Node looks for them", async () => {
      const deployment = await deployed({ access: withDatabase, databaseAuthorities: authorities });
      assert.notEqual(
        deployment.one(objectType, "users-release").inputs["key"],
        fleet.one(objectType, "users-release").inputs["key"],
      );
      assert.match(userDataOf(deployment), /NODE_EXTRA_CA_CERTS="\/opt\/release\/database-ca.pem"/);
      assert.doesNotMatch(userDataOf(fleet), /NODE_EXTRA_CA_CERTS/);
    });

    it("no authorities without a database", async () => {
      const deployment = await deployed({ application: image, databaseAuthorities: authorities });
      assert.deepEqual(archives(deployment), []);
      assert.doesNotMatch(userDataOf(deployment), /NODE_EXTRA_CA_CERTS/);
    });

    it("the authorities alone, with an image", async () => {
      const deployment = await deployed({ application: image, access: withDatabase, databaseAuthorities: authorities });
      assert.equal(archives(deployment).length, 1);
      assert.match(userDataOf(deployment), /RELEASE='s3:\/\/releases\//);
    });
  });

  it("tells instances who they are in the database", () =>
    assert.match(userDataOf(fleet), /DATABASE_USER="instances"/));

  it("releases nothing before what its access needs is there", async () => {
    const { one } = await deployed({ after: () => new Stash("set-up", { input: 1 }) });
    const group = one("aws:autoscaling/group:Group").dependencies.map((urn) => urn.split("::").at(-1));
    assert.ok(group.includes("set-up"), group.join());
  });

  it("says nothing of a database that is not used", async () => {
    const [environment = ""] = /^ENVIRONMENT='[^']*'/m.exec(userDataOf(await deployed())) ?? [];
    assert.match(environment, /PORT="8080"/);
    assert.doesNotMatch(environment, /DATABASE/);
  });

  it("lets the platform's variables win over the settings'", async () => {
    const environment = { LOG_LEVEL: "debug", PORT: "1", DATABASE_HOST: "elsewhere" };
    const text = userDataOf(await deployed({ environment, access: withDatabase }));
    assert.match(text, /LOG_LEVEL="debug"/);
    assert.match(text, /DATABASE_HOST="db.local"/);
    assert.match(text, /\bPORT="8080"/);
    assert.match(text, /AWS_REGION="eu-west-1"/);
  });

  it("tells the application to keep connections longer than the load balancer does", () => {
    assert.match(userDataOf(fleet), /\bKEEP_ALIVE_SECONDS="125"/);
  });

  it("fixes no name that AWS wants unique, and gives every child a parent", () => {
    const [root, ...children] = fleet.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    assert.equal(root?.type, "web-platform:compute:Fleet");
    for (const child of children) {
      assert.notEqual(child.parent, undefined, child.name);
      if (child.type.startsWith("aws:")) assert.equal(child.inputs["namePrefix"], undefined);
      if (!child.type.startsWith("aws:autoscaling/policy")) assert.equal(child.inputs["name"], undefined, child.name);
    }
  });

  it("tells what it made", () =>
    assert.deepEqual(fleet.outputs, {
      securityGroupId: "users-id",
      autoScalingGroupName: "users-0a1b2c3",
      roleArn: "arn:aws:mock:eu-west-1:123456789012:aws:iam/role:Role/users",
      logGroupName: "users-0a1b2c3",
    }));
});
