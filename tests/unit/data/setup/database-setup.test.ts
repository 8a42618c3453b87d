import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { assertIncludes } from "../../assert-includes";
import { waitsFor } from "../../compute/functions/functions-fixture";
import { deployed, FakeLambda, insideArn, keyArn, secretArn, type Stated, types } from "./setup-fixture";

describe("the setup of a database", () => {
  let setup: Awaited<ReturnType<typeof deployed>>;
  before(async () => {
    setup = await deployed();
  });

  const statementsOf = (name: string) =>
    (setup.one(types.policy, name).inputs["policy"] as { Statement: Record<string, unknown>[] }).Statement;
  const own = 2;

  it("has one function that reads the secret and calls the other, and is in no VPC", () => {
    const { inputs } = setup.one(types.fn, "setup-reader");
    assert.equal(inputs["vpcConfig"], undefined);
    assertIncludes(inputs, {
      timeout: 900,
      environment: { variables: { MASTER_SECRET_ARN: secretArn, SETUP_FUNCTION: "setup-inside-0a1b2c3" } },
    });
    assert.deepEqual(statementsOf("setup-reader").slice(own), [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
      {
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: keyArn,
        Condition: { StringEquals: { "kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com" } },
      },
      { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: insideArn },
    ]);
  });

  it("has one that is a client of the database, connects to nothing else, and may do nothing", () => {
    assertIncludes(setup.one(types.fn, "setup-inside").inputs, {
      vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["setup-inside-id", "db-client-id"] },
      timeout: 840,
      environment: {
        variables: {
          DATABASE_ENGINE: "postgres",
          DATABASE_HOST: "db.example",
          DATABASE_PORT: "15432",
          DATABASE_NAME: "app",
          NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem",
        },
      },
    });
    const groups = setup.all(types.egress).map(({ inputs }) => inputs["securityGroupId"]);
    assert.deepEqual(groups, ["db-client-id"]);
    assert.equal(statementsOf("setup-inside").length, own);
  });

  it("has the migrations beside its code", () => {
    const archive = setup.one(types.fn, "setup-inside").inputs["code"] as pulumi.asset.AssetArchive;
    return archive.assets.then((assets) =>
      assert.deepEqual(Object.keys(assets).sort(), ["index.js", "migrations/0001.do.a.sql"]),
    );
  });

  it("is both small, with logs that end, and leaves alone what the account has of concurrency", () => {
    for (const { inputs } of setup.all(types.fn)) {
      assertIncludes(inputs, { memorySize: 256, architectures: ["arm64"], reservedConcurrentExecutions: undefined });
    }
    for (const name of ["setup-reader", "setup-inside"]) {
      assert.equal(setup.one("aws:cloudwatch/logGroup:LogGroup", name).inputs["retentionInDays"], 7);
    }
  });

  it("costs no interface endpoint", () => assert.deepEqual(setup.all("aws:ec2/vpcEndpoint:VpcEndpoint"), []));

  it("records what was set up once it is, after both functions, and of which database", () => {
    const stash = setup.one(types.stash, "setup");
    const hooks = ["setup-foretell", "setup-prepare"];
    assert.deepEqual(stash.hooks, { beforeCreate: hooks, beforeUpdate: hooks });
    const functions = waitsFor(stash).filter((each) => each.startsWith(types.fn));
    assert.deepEqual(functions, [`${types.fn} setup-inside`, `${types.fn} setup-reader`]);
    assertIncludes(stash.inputs["input"] as Record<string, unknown>, {
      database: "db-ABC",
      users: ["function_posts", "instances"],
      migrations: { "0001.do.a.sql": "a1" },
    });
  });

  it("is done again with other programs", async () => {
    const recorded = ({ inputs }: { readonly inputs: object }) => JSON.stringify(inputs);
    const before = recorded(setup.one(types.stash, "setup"));
    assert.equal(recorded((await deployed()).one(types.stash, "setup")), before);
    assert.notEqual(recorded((await deployed({ program: "2" })).one(types.stash, "setup")), before);
  });

  it("takes users away only after it has made the others", () => {
    const stash = setup.one(types.stash, "unused");
    assert.deepEqual(stash.inputs, { input: { database: "db-ABC", users: ["function_posts", "instances"] } });
    assert.ok(waitsFor(stash).includes(`${types.stash} setup`));
    assert.deepEqual(stash.hooks.beforeUpdate, ["unused-foretell", "unused-tidy"]);
  });
});

describe("a hook of the setup", () => {
  let lambda: FakeLambda;
  beforeEach(async () => {
    lambda = await FakeLambda.start();
  });
  afterEach(() => lambda.close());

  const prepared = { database: "db-ABC", users: ["instances"], migrations: { "0001.do.a.sql": "a1" }, programs: "p" };

  /** Calls a hook as the engine does, and gives what it said. */
  async function call(hook: string, input: object, before?: object, stated: Stated = {}): Promise<string> {
    const { hooks } = await deployed({ provider: lambda.provider, ...stated });
    const said: string[] = [];
    const { info } = pulumi.log;
    Object.assign(pulumi.log, { info: async (text: string) => void said.push(text) });
    try {
      await hooks
        .find(({ name }) => name === hook)
        ?.callback({
          urn: "",
          id: "",
          name: "",
          type: types.stash,
          newInputs: { input },
          ...(before && { oldInputs: { input: before } }),
        });
    } finally {
      Object.assign(pulumi.log, { info });
    }
    return said.join("\n");
  }

  it("asks for users and migrations, and tells what was done", async () => {
    lambda.answers.push({ payload: { done: ["ran 0001.do.a.sql", "made user instances"] } });
    const said = await call("setup-prepare", prepared);
    assert.equal(said, "set up in the database:\nran 0001.do.a.sql\nmade user instances");
    assert.deepEqual(lambda.asked, [
      {
        path: "/2015-03-31/functions/setup-reader-0a1b2c3/invocations",
        event: { task: "prepare", users: ["instances"], migrations: prepared.migrations },
      },
    ]);
  });

  it("asks to drop the others, and says nothing where there are none", async () => {
    assert.equal(await call("unused-tidy", prepared), "");
    assert.deepEqual(
      lambda.asked.map(({ event }) => event),
      [{ task: "tidy", users: ["instances"] }],
    );
  });

  it("fails with what the function says, and nothing else of it", async () => {
    const errorMessage = '0002.do.b.sql, line 3: create table a ()\nrelation "a" already exists';
    lambda.answers.push({ failed: true, payload: { errorType: "Error", errorMessage, trace: ["at somewhere"] } });
    await assert.rejects(call("setup-prepare", prepared), { message: `the database is not set up: ${errorMessage}` });
  });

  it("fails where the function says nothing", async () => {
    lambda.answers.push({ failed: true, payload: {} });
    await assert.rejects(call("setup-prepare", prepared), /setup-reader-0a1b2c3 failed, and its log says why/);
  });

  it("tells a preview what is new and what goes, and calls nothing", async () => {
    const preview = { preview: true };
    const before = { ...prepared, users: ["gone"], migrations: {} };
    const said = await call("setup-foretell", prepared, before, preview);
    assert.equal(said, "to set up in the database:\n+ user instances\n+ migration 0001.do.a.sql");
    assert.equal(await call("setup-foretell", prepared, prepared, preview), "");
    const left = await call("unused-foretell", prepared, before, preview);
    assert.equal(left, "to set up in the database:\n- user gone");
    assert.deepEqual(lambda.asked, []);
  });

  it("says nothing of it again while it is deployed", async () => {
    assert.equal(await call("setup-foretell", prepared), "");
  });
});
