import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { KeptData } from "../../../infra/kept-data/kept-data";
import { runsNewerMinor } from "../../../infra/kept-data/newer-minor";
import { deploy } from "../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";
const runs = (engineVersion: string, engine = "valkey", of = type) => ({
  type: of,
  outputs: { engine, engineVersion },
});

describe("a cache's version", () => {
  for (const [now, stated, stays] of [
    [runs("8.1"), { engine: "valkey", engineVersion: "8.0" }, true],
    [runs("8.10"), { engine: "valkey", engineVersion: "8.9" }, true],
    [
      runs("1.6.22", "memcached", "aws:elasticache/cluster:Cluster"),
      { engine: "memcached", engineVersion: "1.6.17" },
      true,
    ],
    [runs("8.0"), { engine: "valkey", engineVersion: "8.0" }, false],
    [runs("8.0"), { engine: "valkey", engineVersion: "8.1" }, false],
    [runs("9.0"), { engine: "valkey", engineVersion: "8.1" }, false],
    [runs("7.1", "redis"), { engine: "valkey", engineVersion: "7.0" }, false],
    [runs("17.6", "postgres", "aws:rds/instance:Instance"), { engine: "postgres", engineVersion: "17.5" }, false],
    [undefined, { engine: "valkey", engineVersion: "8.0" }, false],
  ] as const) {
    const what = `${now?.outputs.engineVersion ?? "none"} of ${now?.outputs.engine ?? "nothing"}`;
    it(`${stays ? "stays" : "is what is stated"}: ${what}, where ${stated.engine} ${stated.engineVersion} is stated`, () => {
      assert.equal(runsNewerMinor(now, stated), stays);
    });
  }

  it("is no change where a newer minor version runs", async () => {
    const before = new Map([[`${type}::cache`, runs("8.1")]]);
    const make = (engineVersion: string) => () => {
      const transformations = [new KeptData(before, []).guard];
      const group = { description: "x", engine: "valkey", engineVersion };
      new aws.elasticache.ReplicationGroup("cache", group, { transformations });
      return Promise.resolve({});
    };
    const ignored = async (version: string) => (await deploy(make(version))).one(type).ignoreChanges;
    assert.deepEqual([await ignored("8.0"), await ignored("8.2")], [["engineVersion"], []]);
  });
});
