import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { openCheckout } from "../checkout";
import { generateStackFile, hasStackFile } from "../stack-file";
import { put, temporaryCheckout } from "./checkout-fixture";

const HAND_WRITTEN = `# what people wrote
config:
  aws:region: eu-central-1
  web-platform:environment: dev
  web-platform:database:
    multiAz: true # and why
`;

describe("generateStackFile", () => {
  const checkout = temporaryCheckout({ "Pulumi.dev.yaml": HAND_WRITTEN });
  const handWritten = (): string => join(checkout().root, "Pulumi.dev.yaml");

  it("is the hand-written file with the sandbox's own secrets provider", () => {
    put(
      handWritten(),
      `${HAND_WRITTEN}secretsprovider: awskms://alias/real\nencryptedkey: abc\nencryptionsalt: v1:real\n`,
    );
    const { file } = generateStackFile(checkout(), "dev", "v1:sandbox");
    assert.deepEqual(parse(readFileSync(file, "utf8")), {
      ...(parse(HAND_WRITTEN) as object),
      encryptionsalt: "v1:sandbox",
    });
  });

  it("follows a change by hand and leaves the hand-written file alone", () => {
    generateStackFile(checkout(), "dev", undefined);
    assert.equal(readFileSync(handWritten(), "utf8"), HAND_WRITTEN);
    put(handWritten(), HAND_WRITTEN.replace("true", "false"));
    const { file } = generateStackFile(checkout(), "dev", undefined);
    assert.match(readFileSync(file, "utf8"), /multiAz: false/);
    assert.deepEqual(readdirSync(checkout().shadow).sort(), ["Pulumi.dev.yaml", "Pulumi.yaml"]);
  });

  it("gives the environment and the region", () => {
    const { environment, region } = generateStackFile(checkout(), "dev", undefined);
    assert.deepEqual([environment, region], ["dev", "eu-central-1"]);
    put(handWritten(), "");
    const empty = generateStackFile(checkout(), "dev", "v1:sandbox");
    assert.deepEqual([empty.environment, empty.region], [undefined, undefined]);
    assert.deepEqual(parse(readFileSync(empty.file, "utf8")), { encryptionsalt: "v1:sandbox" });
  });

  it("finds the environment whatever the project is called", () => {
    put(join(checkout().root, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    const { project } = openCheckout(checkout().root);
    const { environment } = generateStackFile({ ...checkout(), project }, "dev", undefined);
    assert.deepEqual([project, environment], ["shop", "dev"]);
  });

  it("says what is wrong with a file that it cannot use", () => {
    put(handWritten(), "config: {");
    assert.throws(() => generateStackFile(checkout(), "dev", undefined), /Pulumi\.dev\.yaml is not valid YAML/);
    put(handWritten(), "config:\n  web-platform:token:\n    secure: v1:abc\n");
    assert.throws(() => generateStackFile(checkout(), "dev", undefined), /web-platform:token is encrypted/);
  });

  it("knows which stacks have a file", () => {
    assert.ok(hasStackFile(checkout(), "dev"));
    assert.ok(!hasStackFile(checkout(), "prod"));
  });
});
