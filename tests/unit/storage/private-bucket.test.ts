import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "../../../infra/storage/private-bucket";
import { deploy } from "../harness";

/** Something that is given the output. */
class User extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super("test:index:User", name, inputs);
  }
}

type Args = ConstructorParameters<typeof PrivateBucket>[1];
const bucket = (args: Partial<Args> = {}) => deploy(() => new PrivateBucket("b", { forceDestroy: false, ...args }));
const policyOf = (inputs: Readonly<Record<string, unknown>>) =>
  inputs["policy"] as { Statement: { Sid?: string; Effect: string; Condition?: object }[] };

describe("PrivateBucket", () => {
  it("is closed to the public, without ACLs, versioned and encrypted", async () => {
    const { one } = await bucket();
    const block = one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs;
    for (const key of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
      assert.equal(block[key], true, key);
    }
    const { rule } = one("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs;
    assert.deepEqual(rule, { objectOwnership: "BucketOwnerEnforced" });
    const { versioningConfiguration } = one("aws:s3/bucketVersioning:BucketVersioning").inputs;
    assert.deepEqual(versioningConfiguration, { status: "Enabled" });
    one("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration");
  });

  it("refuses plain HTTP, and lets in those named", async () => {
    const own = { Effect: "Allow" as const, Principal: "*", Action: "s3:PutObject", Resource: "x" };
    const { one } = await bucket({ statements: () => [own] });
    const { Statement } = policyOf(one("aws:s3/bucketPolicy:BucketPolicy").inputs);
    assert.deepEqual(Statement[0]?.Condition, { Bool: { "aws:SecureTransport": "false" } });
    assert.equal(Statement[0].Effect, "Deny");
    assert.deepEqual(Statement.slice(1), [own]);
  });

  const rule = async (args: Partial<Args>) => {
    const { rules } = (await bucket(args)).one(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ).inputs;
    const [only] = rules as {
      expiration: { days?: number; expiredObjectDeleteMarker?: boolean };
      noncurrentVersionExpiration: { noncurrentDays: number };
      abortIncompleteMultipartUpload?: unknown;
    }[];
    assert.ok(only);
    return only;
  };

  it("has nothing left of an object after the days that are asked for, although it has versions", async () => {
    for (const days of [2, 7, 90]) {
      const { expiration, noncurrentVersionExpiration } = await rule({ expireAfterDays: days });
      assert.ok((expiration.days ?? 0) >= 1, "S3 takes no 0");
      assert.equal((expiration.days ?? 0) + noncurrentVersionExpiration.noncurrentDays, days);
    }
  });

  it("keeps objects without them, and not what is left of versions, deletions and uploads", async () => {
    const { expiration, noncurrentVersionExpiration, abortIncompleteMultipartUpload } = await rule({});
    assert.deepEqual(expiration, { expiredObjectDeleteMarker: true });
    assert.equal(noncurrentVersionExpiration.noncurrentDays, 30);
    assert.ok(abortIncompleteMultipartUpload);
  });

  it("hands its name over only once it is closed", async () => {
    const { one } = await deploy(
      () => {
        const { bucket: name } = new PrivateBucket("b", { forceDestroy: false });
        return new User("user", { bucket: name });
      },
      { computed: { "aws:s3/bucket:Bucket": { bucket: "b-1" } } },
    );
    const types = one("test:index:User").dependencies.map((urn) => urn.split("$").at(-1)?.split("::")[0]);
    for (const type of ["BucketPolicy", "BucketPublicAccessBlock", "BucketOwnershipControls"]) {
      assert.ok(
        types.some((found) => found?.endsWith(`:${type}`)),
        `${type} is not among ${types.join(", ")}`,
      );
    }
  });
});
