import assert from "node:assert/strict";
import {
  isChange,
  isConfig,
  isOperation,
  needsStack,
  newName,
  parseCommand,
  refusal,
  writesStackFile,
} from "../arguments";

const command = (line: string) => parseCommand(line.split(" ").filter((word) => word !== ""));

describe("parseCommand", () => {
  it("finds the stack however it is written", () => {
    for (const line of [
      "preview -s prod",
      "preview --stack prod",
      "preview --stack=prod",
      "preview -sprod",
      "preview -s=prod",
      "-s prod preview",
      "stack select prod",
      "up --yes --stack organization/web-platform/prod --diff",
    ]) {
      assert.equal(command(line).stack, "prod", line);
    }
    assert.equal(command("preview --diff").stack, undefined);
    assert.equal(command("up -- -s prod").stack, undefined, "what follows -- is not for pulumi");
  });

  it("tells words from flags and the values of flags that may come before them", () => {
    assert.deepEqual(command("-C infra --color never stack export --show-secrets").words, ["stack", "export"]);
    assert.deepEqual(command("-v=3 up").words, ["up"]);
    assert.ok(command("up --policy-pack=mine").flags.has("policy-pack"));
    assert.ok(command("up --policy-pack mine").flags.has("policy-pack"));
  });
});

describe("what a command needs", () => {
  it("is plugins and the local AWS for operations alone", () => {
    for (const line of ["up", "preview -s prod", "refresh", "destroy --yes", "import aws:s3/bucket:Bucket b b"]) {
      assert.ok(isOperation(command(line)), line);
    }
    for (const line of ["", "version", "stack output", "config", "up --help", "preview -h", "state delete urn"]) {
      assert.ok(!isOperation(command(line)), line);
    }
  });

  it("is a state without interrupted operations for what changes resources", () => {
    assert.ok(isChange(command("up")) && isChange(command("destroy")) && isChange(command("refresh")));
    assert.ok(!isChange(command("preview")) && !isChange(command("up --help")) && !isChange(command("stack export")));
  });

  it("is an existing stack for what is about one", () => {
    for (const line of ["up", "config get x", "stack output", "stack", "stack select prod", "state edit", "cancel"]) {
      assert.ok(needsStack(command(line)), line);
    }
    for (const line of ["stack init prod", "stack rm prod", "stack ls", "version", "about", "up --help"]) {
      assert.ok(!needsStack(command(line)), line);
    }
  });

  it("is a folder of its own for what would write into the committed stack file", () => {
    for (const line of ["stack init x", "stack history --show-secrets", "stack change-secrets-provider passphrase"]) {
      assert.ok(writesStackFile(command(line)), line);
    }
    for (const line of ["stack export --file x", "up", "config set a b"]) {
      assert.ok(!writesStackFile(command(line)), line);
    }
    assert.ok(isConfig(command("config set a b")));
  });
});

describe("the name that a stack has from now on", () => {
  it("is what a command renames it to, and nothing's else", () => {
    for (const line of ["stack rename live -s dev", "stack rename organization/web-platform/live"])
      assert.equal(newName(command(line)), "live", line);
    for (const line of ["stack rename --help", "stack rename", "stack select live", "config rename live"])
      assert.equal(newName(command(line)), undefined, line);
  });
});

describe("refusal", () => {
  it("keeps secrets, the copy of what the sandbox generates, and logins out", () => {
    for (const line of ["config set --secret a b", "config set-all --secret a=b", "config refresh", "login"]) {
      assert.equal(typeof refusal(command(line)), "string", line);
    }
  });

  it("lets all else pass", () => {
    for (const line of ["config set a b", "config", "up", "refresh", "stack output --show-secrets", ""]) {
      assert.equal(refusal(command(line)), undefined, line);
    }
  });
});
