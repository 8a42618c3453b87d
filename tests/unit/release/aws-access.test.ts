import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CloudFrontClient, CreateInvalidationCommand } from "@aws-sdk/client-cloudfront";
import * as pulumi from "@pulumi/pulumi";
import { awsAccess } from "../../../infra/release/aws-access";
import type { ProviderSettings } from "../../../infra/settings";
import { FakeAws } from "./fake-aws";

const keys = { accessKey: "STATED", secretKey: "secret" };

/** The key and region that a call is signed with. */
const signedBy = (authorization = "") => /Credential=([^/]+)\/[^/]+\/([^/]+)\//.exec(authorization)?.slice(1, 3);

describe("AWS as the provider reaches it", () => {
  let fake: FakeAws;
  let folder: string;
  beforeEach(async () => {
    fake = await FakeAws.start();
    folder = mkdtempSync(join(tmpdir(), "aws-access-"));
  });
  afterEach(async () => {
    await fake.close();
    rmSync(folder, { recursive: true });
  });

  /** Calls S3 as these settings say, and tells how the last call was signed. */
  async function signature(settings: ProviderSettings): Promise<string[] | undefined> {
    const { url } = fake;
    const aws = await awsAccess({ region: "eu-west-1", endpoints: [{ s3: url, cloudfront: url }], ...settings });
    fake.objects.set("/b/k", "");
    await aws.client(S3Client, "s3").send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    return signedBy(fake.calls.at(-1)?.headers.authorization);
  }

  function file(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }

  it("takes region and keys as they are stated, secrets too", async () => {
    assert.deepEqual(await signature(keys), ["STATED", "eu-west-1"]);
    assert.deepEqual(await signature({ accessKey: pulumi.secret("SECRET"), secretKey: pulumi.secret("s") }), [
      "SECRET",
      "eu-west-1",
    ]);
  });

  it("takes the profile, from the files that are stated", async () => {
    const credentials = file("credentials", "[shop]\naws_access_key_id = PROFILE\naws_secret_access_key = s\n");
    const settings = {
      profile: "shop",
      sharedCredentialsFiles: [credentials],
      sharedConfigFiles: [file("config", "")],
    };
    assert.deepEqual(await signature(settings), ["PROFILE", "eu-west-1"]);
  });

  it("assumes one role after the other", async () => {
    process.env["AWS_ENDPOINT_URL_STS"] = fake.url;
    try {
      const assumeRoles = [
        { roleArn: "arn:aws:iam::1:role/first", duration: "1h30m", externalId: "x" },
        { roleArn: "arn:aws:iam::2:role/second", sessionName: "deploy" },
      ];
      assert.deepEqual(await signature({ ...keys, assumeRoles }), ["ASSUMED", "eu-west-1"]);
    } finally {
      delete process.env["AWS_ENDPOINT_URL_STS"];
    }
    const asked = fake.calls.filter(({ path }) => path === "/");
    const [first, second] = asked.map(({ body }) => new URLSearchParams(body));
    assert.deepEqual(
      [first?.get("RoleArn"), first?.get("DurationSeconds"), first?.get("ExternalId")],
      ["arn:aws:iam::1:role/first", "5400", "x"],
    );
    assert.deepEqual(
      [second?.get("RoleArn"), second?.get("RoleSessionName")],
      ["arn:aws:iam::2:role/second", "deploy"],
    );
    assert.deepEqual(
      asked.map(({ headers }) => signedBy(headers.authorization)?.[0]),
      ["STATED", "ASSUMED"],
    );
  });

  it("refuses a duration that is none", async () => {
    const assumeRoles = [{ roleArn: "arn:aws:iam::1:role/first", duration: "an hour" }];
    await assert.rejects(signature({ ...keys, assumeRoles }), /an hour, and has to be like 1h30m/);
  });

  it("calls each service where it is", async () => {
    const aws = await awsAccess({ ...keys, region: "eu-west-1", endpoints: [{ cloudfront: fake.url }] });
    await aws.client(CloudFrontClient, "cloudfront").send(
      new CreateInvalidationCommand({
        DistributionId: "E1",
        InvalidationBatch: { CallerReference: "r", Paths: { Quantity: 1, Items: ["/"] } },
      }),
    );
    assert.deepEqual(fake.changes, ["POST /2020-05-31/distribution/E1/invalidation"]);
  });
});
