import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { KeptData } from "../../../infra/kept-data/kept-data";
import { DataLoss, replacing } from "../../../infra/kept-data/refusal";
import { deployedState } from "../../../infra/kept-data/state";
import { deploy, type DeployOptions } from "../harness";

class Room extends pulumi.ComponentResource {
  constructor(kept: KeptData, alone = false) {
    super("test:Room", "room", {}, { transformations: [kept.guard] });
    const parent = { parent: this };
    new aws.s3.Bucket("files", {}, parent);
    new aws.cloudwatch.LogGroup("log", {}, parent);
    if (alone) return;
    new aws.rds.Instance("database", { instanceClass: "db.t4g.micro", dbName: "app" }, parent);
    new awsx.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" }, parent);
  }
}

const urn = (types: string, name: string, stack = "dev") => `urn:pulumi:${stack}::web-platform::${types}::${name}`;
const resource = (types: string, name: string, outputs: object) => ({
  [urn(types, name)]: { type: types.split("$").at(-1) ?? "", outputs },
});
const database = "test:Room$aws:rds/instance:Instance";
const before = {
  ...resource("test:Room", "room", {}),
  ...resource("test:Room$aws:s3/bucket:Bucket", "files", { id: "files-1", bucket: "files-1" }),
  ...resource("test:Room$aws:cloudwatch/logGroup:LogGroup", "other", { id: "other-1" }),
  ...resource(database, "database", { id: "db-1", dbName: "old", engineVersion: "17.6" }),
  ...resource(database, "database-replica-1", { id: "db-2", replicateSourceDb: "db-1" }),
  ...resource("test:Room$awsx:ec2:Vpc", "network", { vpcId: "vpc-1" }),
  ...resource("test:Room$awsx:ec2:Vpc$aws:ec2/vpc:Vpc", "network", { id: "vpc-1", cidrBlock: "10.9.0.0/16" }),
};

type Declare = (kept: KeptData) => pulumi.Resource;
const all: Declare = (kept) => new Room(kept);

/** Declares a program in a stack, and calls the hook for what the engine would make anew. */
async function update(
  declare: Declare,
  { anew = [], lose = [], ...options }: DeployOptions & { anew?: [urn: string, inputs: object][]; lose?: string[] },
) {
  let kept: KeptData | undefined;
  const deployment = await deploy(async () => {
    const made = new KeptData(await deployedState(), lose);
    declare(made);
    kept = made;
    return {};
  }, options);
  const [hook] = deployment.hooks;
  for (const [made, newInputs] of anew) {
    await hook?.callback({ urn: made, id: "", name: "", type: "", newInputs });
  }
  await kept?.isWhole();
  return deployment;
}

const lossIn = async (outcome: Promise<unknown>): Promise<string> => {
  const error = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof DataLoss, `not refused: ${String(error)}`);
  return error.message;
};

describe("what holds data", () => {
  it("may stay, be changed and be new", async () => {
    await update(all, { before });
    await update(all, { anew: [[urn(database, "database"), { dbName: "app" }]] });
  });

  it("is not deleted because the program has it no more, and is named with what gives it up", async () => {
    const message = await lossIn(update((kept) => new Room(kept, true), { before }));
    assert.match(message, /^ {2}database, aws:rds\/instance:Instance db-1: would be deleted$/m);
    assert.match(message, /^ {2}network, awsx:ec2:Vpc vpc-1: would be deleted$/m);
    assert.match(message, /^ {2}pulumi up -s dev --config web-platform:loseData=db-1,vpc-1$/m);
    assert.doesNotMatch(message, /other|replica|files/);
  });

  it("is not replaced, and what would replace it is named", async () => {
    const anew: [string, object][] = [[urn(database, "database"), { dbName: "app", engineVersion: "17" }]];
    const message = await lossIn(update(all, { before, anew }));
    assert.match(message, /database, \S+ db-1: would be replaced, because of dbName "old" -> "app"$/m);
    const made: [string, object][] = [
      [urn("test:Room$awsx:ec2:Vpc$aws:ec2/vpc:Vpc", "network"), { cidrBlock: "10.0.0.0/16" }],
    ];
    assert.match(
      await lossIn(update(all, { before, anew: made })),
      /network, \S+ vpc-1: .* cidrBlock "10.9.0.0\/16" -> "10.0.0.0\/16"$/m,
    );
  });

  it("is named all at once in a preview, which goes on until then", async () => {
    const anew: [string, object][] = [[urn(database, "database"), { dbName: "app" }]];
    const gone = resource("test:Room$aws:s3/bucket:Bucket", "old-files", { id: "files-0" });
    const message = await lossIn(update(all, { before: { ...before, ...gone }, anew, preview: true }));
    assert.match(message, /loseData=db-1,files-0$/m);
  });

  it("goes where the stack gives it up by its id, and nothing else with it", async () => {
    const alone: Declare = (kept) => new Room(kept, true);
    await update(alone, { before, lose: ["db-1", "vpc-1"] });
    const message = await lossIn(update(alone, { before, lose: ["db-1", "db-0"] }));
    assert.match(message, /network, \S+ vpc-1: would be deleted/);
  });

  it("is made anew before the old one goes, so that a refusal comes in time; what is given up goes first again", async () => {
    const first = async (lose: string[]) => {
      const { one } = await update(all, { before, lose });
      return [one("aws:rds/instance:Instance"), one("aws:s3/bucket:Bucket")].map((made) => made.deleteBeforeReplace);
    };
    const { one, transforms } = await update(all, { before });
    assert.deepEqual(one("aws:rds/instance:Instance").hooks.beforeCreate, ["kept-data"]);
    assert.deepEqual(one("aws:cloudwatch/logGroup:LogGroup").hooks.beforeCreate, []);
    assert.equal(transforms.length, 1, "the VPC's hook is given by a transform");
    assert.deepEqual(
      [await first([]), await first(["db-1"])],
      [
        [false, false],
        [undefined, false],
      ],
    );
  });

  it("is found by the name that it had when logical names began with the stack's", async () => {
    const former = resource(database, "dev-database", { id: "db-1" });
    await update(all, { before: former });
  });

  it("has a final snapshot of its own: it keeps the name that it was made with, and not one that was there for all", async () => {
    const ignoredAfter = async (finalSnapshotIdentifier: string, outputs: object) => {
      const made = { ...before, ...resource(database, "database", { id: "db-1", ...outputs }) };
      const declare: Declare = (kept) =>
        new aws.rds.Instance(
          "database",
          { instanceClass: "db.t4g.micro", finalSnapshotIdentifier },
          { parent: new Room(kept, true), ignoreChanges: ["engineVersion"] },
        );
      const { one } = await update(declare, { before: made, lose: ["vpc-1"] });
      return one("aws:rds/instance:Instance").ignoreChanges;
    };
    const named = (name: string) => ({ finalSnapshotIdentifier: name });
    const kept = ["engineVersion", "finalSnapshotIdentifier"];
    assert.deepEqual(await ignoredAfter("d-final-7654321", named("d-final-1234567")), kept);
    assert.deepEqual(await ignoredAfter("d-final-7654321", named("d-final")), ["engineVersion"]);
    assert.deepEqual(await ignoredAfter("d-final-7654321", {}), ["engineVersion"]);
  });

  it("is said to be replaced because of what differs, as far as the state tells", () => {
    const because = (fixed: string[], now: object) => replacing(fixed, { engine: "a", port: 1 }, { ...now });
    assert.equal(because(["engine"], { engine: "b", port: 2 }), 'would be replaced, because of engine "a" -> "b"');
    assert.equal(because(["engine"], { engine: "a", port: 2, tags: {} }), "would be replaced, because of port 1 -> 2");
    assert.equal(because(["engine"], {}), "would be replaced");
  });
});
