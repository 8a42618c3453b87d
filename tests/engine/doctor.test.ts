import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { CreateOpenIDConnectProviderCommand, CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { EC2Client, AllocateAddressCommand } from "@aws-sdk/client-ec2";
import { ownPath } from "../../bootstrap/permissions/statement";
import { readKey } from "../../sandbox/local-aws/key";
import { askLocalAws, localAwsUrl } from "../../sandbox/local-aws/server";
import type { LocalAws } from "./local-aws";
import { Platform } from "./platform";

/** The doctor, on an account before its first deployment: it needs neither the engine nor a stack. */
describe("the doctor", () => {
  const platform = new Platform();
  const doctor = () => platform.run("doctor", "-s", "prod");
  let aws: LocalAws;
  before(async () => {
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    aws = await platform.startAws();
    const git = (...args: string[]) => execFileSync("git", args, { cwd: platform.folder });
    git("init", "--quiet");
    git("remote", "add", "origin", "git@github.com:owner/repo.git");
  });
  after(() => platform.remove());

  const client = async () => {
    const [endpoint, credentials] = [await localAwsUrl({ checkout: platform.folder }), readKey(platform.folder)];
    assert.ok(endpoint && credentials);
    return { region: "eu-west-1", endpoint, credentials };
  };

  it("finds nothing in the way of prod", async () => {
    const { code, stdout, stderr } = await doctor();
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^ok {7}account: 000000000000, as arn:aws:iam::000000000000:root$/m);
    assert.match(stdout, /^ok {7}zones: eu-west-1a, eu-west-1b, eu-west-1c$/m);
    assert.match(stdout, /^ok {7}concurrent executions of functions: the stack needs 160 .* the quota is 1000$/m);
    assert.match(stdout, /^note {5}GitHub's role: .* -> npm run sandbox -- bootstrap -s prod$/m);
    assert.match(stdout, /^nothing is in the way of prod; \d notes?\n$/m);
  });

  it("says what the stack would exceed, what is wrong with its domain, and who else may deploy it", async () => {
    const body = JSON.stringify({ region: "eu-west-1", quota: "concurrent-executions", value: 150 });
    await askLocalAws(platform.folder, "POST", "/_local_aws/quotas", body);
    const ec2 = new EC2Client(await client());
    for (let count = 0; count < 3; count++) await ec2.send(new AllocateAddressCommand({}));
    const hostedZoneId = await aws.makeHostedZone("example.org");
    platform.set("prod", "edge", { domain: { name: "example.com", hostedZoneId, www: "none" } });
    await trust("repo:other/repo:environment:prod");

    const { code, stdout, stderr } = await doctor();
    assert.equal(code, 1, stdout + stderr);
    const blockers = stdout.split("\n").filter((line) => line.startsWith("blocker"));
    const raise = "aws service-quotas request-service-quota-increase --service-code";
    const subject = "environment:prod";
    assert.deepEqual(blockers, [
      `blocker  Elastic IP addresses: the stack needs 3, others have 3, and the quota is 5 -> ${raise} ec2 --quota-code L-0263D0A3 --desired-value 6 --region eu-west-1`,
      `blocker  concurrent executions of functions: the stack needs 160 (60 reserved, and 100 that AWS wants left over), others have 0, and the quota is 150 -> ${raise} lambda --quota-code L-B99A9384 --desired-value 160 --region eu-west-1`,
      `blocker  GitHub's role: deploy-prod-0a1b2c3 trusts repo:other/repo:${subject}, and not repo:owner/repo:${subject} -> npm run sandbox -- bootstrap -s prod --repository owner/repo`,
      `blocker  example.com: edge.domain: hosted zone ${hostedZoneId} is of example.org, which example.com is not below -> aws route53 list-hosted-zones-by-name --dns-name example.com`,
    ]);
    assert.match(stdout, /^4 things are in the way of prod/m);
  });

  it("says of every setting what is wrong, and asks no account then", async () => {
    platform.set("prod", "edge", { domain: { name: "example.com", hostedZoneId: "Z0NOBODYHASTHISONE", www: "none" } });
    assert.match((await doctor()).stdout, /edge\.domain: the account has no hosted zone Z0NOBODYHASTHISONE/);
    platform.set("prod", "network", { zones: ["a", "q"] });
    const { code, stdout } = await doctor();
    assert.equal(code, 1);
    assert.match(stdout, /^blocker {2}Pulumi\.prod\.yaml: web-platform:network\.zones.*"q"/m);
    assert.doesNotMatch(stdout, /quota/);
  });

  /** A role as the bootstrap makes it. */
  async function trust(subject: string): Promise<void> {
    const iam = new IAMClient(await client());
    const issuer = "token.actions.githubusercontent.com";
    const provider = new CreateOpenIDConnectProviderCommand({
      Url: `https://${issuer}`,
      ClientIDList: ["sts.amazonaws.com"],
    });
    const { OpenIDConnectProviderArn: arn } = await iam.send(provider);
    const statement = {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: arn },
      Condition: { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: subject } },
    };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await iam.send(new CreateRoleCommand({ RoleName: "deploy-prod-0a1b2c3", Path: ownPath, AssumeRolePolicyDocument }));
  }
});
