import assert from "node:assert/strict";
import { join } from "node:path";
import { commandEnvironment, NO_AWS, policyOptions, reachedBy } from "../environment";
import { temporaryCheckout } from "./checkout-fixture";

describe("commandEnvironment", () => {
  const checkout = temporaryCheckout({});
  const stackFile = { file: "/x/Pulumi.dev.yaml", environment: "dev", region: "eu-central-1" };

  const aws = { url: "http://127.0.0.1:4566", key: { accessKeyId: "AKIALOCAL", secretAccessKey: "secret" } };

  it("lets nothing of the user's real AWS and Pulumi through", () => {
    const user = {
      PATH: "/bin",
      AWS_PROFILE: "real",
      AWS_SESSION_TOKEN: "real",
      AWS_ACCESS_KEY_ID: "real",
      AWS_ENDPOINT_URL_S3: "https://real",
      AWS_ROLE_ARN: "real",
      AWS_WEB_IDENTITY_TOKEN_FILE: "/real",
      AWS_CA_BUNDLE: "/real",
      PULUMI_ACCESS_TOKEN: "real",
      PULUMI_BACKEND_URL: "s3://real",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/real",
      PULUMI_STACK: "real",
      PULUMI_DIY_BACKEND_GZIP: "true",
      PULUMI_OPTION_CONFIG_FILE: "/real",
    };
    const env = commandEnvironment(checkout(), "dev", stackFile, aws, user);
    assert.ok(!JSON.stringify(env).includes("real"));
    assert.equal(env["PULUMI_DIY_BACKEND_GZIP"], undefined);
    assert.equal(env["PATH"], "/bin");
    assert.equal(env["AWS_EC2_METADATA_DISABLED"], "true");
    assert.equal(env["AWS_SHARED_CREDENTIALS_FILE"], "/dev/null");
  });

  it("names the checkout's own state and AWS, and the region of the stack file", () => {
    const env = commandEnvironment(checkout(), "prod", stackFile, aws, {});
    assert.equal(env["AWS_ENDPOINT_URL"], "http://127.0.0.1:4566");
    assert.equal(env["AWS_ACCESS_KEY_ID"], "AKIALOCAL");
    assert.equal(env["AWS_SECRET_ACCESS_KEY"], "secret");
    assert.equal(env["AWS_REGION"], "eu-central-1");
    assert.equal(env["PULUMI_STACK"], "prod");
    assert.equal(env["PULUMI_BACKEND_URL"], `file://${join(checkout().root, ".sandbox", "state")}`);
    assert.equal(env["GOGC"], "400");
    const without = commandEnvironment(checkout(), "prod", undefined, NO_AWS, { GOGC: "50" });
    assert.equal(without["GOGC"], "50");
    assert.equal(without["AWS_ENDPOINT_URL"], "http://127.0.0.1:9");
  });
});

describe("reachedBy", () => {
  const aws = "http://127.0.0.1:4566";
  const through = (proxy: string) => reachedBy(aws, { SANDBOX_AWS_PROXY: proxy });

  it("is the local AWS, or the proxy before it", () => {
    assert.equal(reachedBy(aws, {}), aws);
    assert.equal(through(""), aws);
    assert.equal(through("http://127.0.0.1:4000"), "http://127.0.0.1:4000");
  });

  it("is nowhere else than on this machine", () => {
    for (const elsewhere of [
      "http://127.0.0.1.example.com:80",
      "https://s3.amazonaws.com",
      "http://10.0.0.1:80",
      "x",
    ]) {
      assert.throws(() => through(elsewhere), /SANDBOX_AWS_PROXY is .*, and has to be http:\/\/127\.0\.0\.1:<port>/);
    }
  });
});

describe("policyOptions", () => {
  const checkout = temporaryCheckout({ "policies/levels/dev.json": "{}" });
  const file = (environment: string | undefined) => ({ file: "x", environment, region: undefined });

  it("are the pack with the levels of the stack's environment", () => {
    const pack = join(checkout().root, "policies");
    assert.deepEqual(policyOptions(checkout(), file("dev")), {
      PULUMI_OPTION_POLICY_PACK: `"${pack}"`,
      PULUMI_OPTION_POLICY_PACK_CONFIG: `"${join(pack, "levels", "dev.json")}"`,
    });
  });

  it("are the pack alone, as strict as it is, for an environment without levels", () => {
    for (const environment of ["staging", undefined]) {
      assert.deepEqual(Object.keys(policyOptions(checkout(), file(environment))), ["PULUMI_OPTION_POLICY_PACK"]);
    }
  });
});
