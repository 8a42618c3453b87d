import assert from "node:assert/strict";
import { environments } from "../../../infra/settings/presets";
import type { Registration } from "../harness";
import { assertIncludes } from "../assert-includes";
import { type Deployed, deployed, keyArn, managedSecretArn, primaryOf } from "./database-fixture";

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";

/** The text of an input that Pulumi encrypts; anything that it would not encrypt fails. */
function secretText(input: unknown): string {
  const { "4dabf18193072939515e22adb298388d": kind, value } = input as Record<string, unknown>;
  assert.equal(kind, "1b47061264138c4ac30d75fd1eb44270", "not a secret");
  assert.ok(typeof value === "string");
  return value;
}

const passwordOf = (deployment: Deployed): string => secretText(primaryOf(deployment).inputs["passwordWo"]);

describe("The master password", () => {
  it("is RDS's to make, keep and rotate without read replicas", async () => {
    const deployment = await deployed();
    assertIncludes(primaryOf(deployment).inputs, {
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyArn,
      password: undefined,
      passwordWo: undefined,
      passwordWoVersion: undefined,
    });
    assert.deepEqual(deployment.all(secretType), []);
    assert.equal(deployment.outputs.masterSecretArn, managedSecretArn);
  });

  it("is written with read replicas, which RDS does not manage one for", async () => {
    const deployment = await deployed({ readReplicas: 1, masterPasswordVersion: 7 });
    assertIncludes(primaryOf(deployment).inputs, {
      manageMasterUserPassword: undefined,
      masterUserSecretKmsKeyId: undefined,
      password: undefined,
      passwordWoVersion: 7,
    });
    assertIncludes(deployment.one(secretType).inputs, { kmsKeyId: keyArn, recoveryWindowInDays: 30 });
    assertIncludes(deployment.one(versionType).inputs, {
      secretId: "db-master-id",
      secretString: undefined,
      secretStringWoVersion: 7,
    });
    assert.equal(deployment.outputs.masterSecretArn, "db-master-id");
  });

  it("goes with nothing but the instance that has it: one that is made anew would not let anybody in", async () => {
    for (const deletionProtection of [true, false]) {
      const deployment = await deployed({ readReplicas: 1, deletionProtection });
      const kept = [primaryOf(deployment), deployment.one(secretType), deployment.one(versionType)];
      assert.deepEqual(
        kept.map(({ protect }) => protect),
        kept.map(() => deletionProtection),
      );
    }
  });

  it("is the same in the instance and in the secret, which holds all that a client needs", async () => {
    const deployment = await deployed({ readReplicas: 1 });
    assert.deepEqual(JSON.parse(secretText(deployment.one(versionType).inputs["secretStringWo"])), {
      username: "platform",
      password: passwordOf(deployment),
      engine: "postgres",
      host: "db.local",
      port: 15432,
      dbname: "app",
    });
  });

  it("is fresh in every run, and one that MySQL and PostgreSQL take", async () => {
    const passwords = new Set<string>();
    for (const readReplicas of [1, 2, 3]) passwords.add(passwordOf(await deployed({ readReplicas })));
    assert.equal(passwords.size, 3);
    for (const password of passwords) assert.match(password, /^[A-Za-z0-9_-]{32,41}$/);
  });

  it("leaves no secret behind in a stack that is not protected", async () => {
    const secret = (await deployed({ readReplicas: 1 }, "dev")).one(secretType);
    assert.equal(secret.inputs["recoveryWindowInDays"], 0);
  });

  for (const environment of environments) {
    for (const readReplicas of [0, 2]) {
      it(`is nowhere in the open in ${environment} with ${readReplicas} replicas`, async () => {
        const deployment = await deployed({ readReplicas }, environment);
        const open = JSON.stringify(deployment.resources.map(withoutSecrets));
        assert.doesNotMatch(open, /"(password|secretString|authToken|passwords)":/);
        if (readReplicas > 0) assert.ok(!open.includes(passwordOf(deployment)));
        assert.ok(!JSON.stringify(deployment.outputs).includes("assword"));
      });
    }
  }
});

function withoutSecrets({ inputs }: Registration): unknown {
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([, value]) => !(typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value),
    ),
  );
}
