import assert from "node:assert/strict";

import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsTlsForced as subject } from "./rds-tls-forced";

const kinds = [
  {
    type: "aws:rds/instance:Instance",
    groupType: "aws:rds/parameterGroup:ParameterGroup",
    property: "parameterGroupName",
    engines: ["postgres", "mysql"],
  },
  {
    type: "aws:rds/cluster:Cluster",
    groupType: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    property: "dbClusterParameterGroupName",
    engines: ["aurora-postgresql", "aurora-mysql"],
  },
] as const;

for (const { type, groupType, property, engines } of kinds) {
  const [postgres, mysql] = engines;
  const group = (...parameters: readonly object[]) => resource(groupType, "group", { parameters });
  const database = (inputs: object) => resource(type, "db", { engine: postgres, engineVersion: "17", ...inputs });
  const named = (fixture: Fixture, inputs: object = {}) => [
    fixture,
    database({ [property]: idOf(fixture), ...inputs }),
  ];

  describe(`rds-tls-forced, ${type}`, () => {
    it("accepts a group that refuses plain connections", () => {
      assert.deepEqual(always(subject, named(group({ name: "rds.force_ssl", value: "1" }))), []);
      const secure = group({ name: "x", value: "y" }, { name: "require_secure_transport", value: "ON" });
      assert.deepEqual(always(subject, named(secure, { engine: mysql, engineVersion: "8.0" })), []);
    });

    it("accepts what AWS forces where nothing is set", () => {
      assert.deepEqual(always(subject, named(group())), []);
      assert.deepEqual(always(subject, [database({})]), []);
      assert.deepEqual(always(subject, [database({ engineVersion: undefined })]), []);
      assert.deepEqual(always(subject, [database({ [property]: "default.postgres17" })]), []);
    });

    it("does not judge engines without such a parameter", () => {
      assert.deepEqual(always(subject, [database({ engine: "oracle-se2" })]), []);
    });

    for (const [what, stack, words] of [
      ["a group that allows them", named(group({ name: "rds.force_ssl", value: "0" })), 'rds.force_ssl is "0"'],
      ["an old version's own", [database({ engineVersion: "14.9" })], "rds.force_ssl is not set (the default is off)"],
      [
        "an engine that has it off",
        [database({ engine: mysql, engineVersion: "8.4" })],
        "require_secure_transport is not",
      ],
      [
        "the parameter of another engine",
        named(group({ name: "rds.force_ssl", value: "1" }), { engine: mysql }),
        "require_secure_transport is not set",
      ],
    ] as const) {
      it(`refuses ${what}`, () => {
        const found = always(subject, stack);
        assert.deepEqual(brief(found), ["mandatory db"]);
        assert.ok(found[0]?.message.includes(`Found: ${words}`), found[0]?.message);
      });
    }

    it("leaves open what is unknown in a preview and decides at the update", () => {
      const open = group({ name: "rds.force_ssl", value: later("0") });
      assert.deepEqual(brief(preview(subject, named(open))), ["advisory db"]);
      assert.deepEqual(brief(update(subject, named(open))), ["mandatory db"]);
      const unnamed = [group({ name: "rds.force_ssl", value: "0" }), database({ [property]: later("group-id") })];
      assert.deepEqual(brief(preview(subject, unnamed)), ["advisory db"]);
      assert.deepEqual(brief(update(subject, unnamed)), ["mandatory db"]);
    });

    it("leaves open what a group outside the stack says", () => {
      const [found] = always(subject, [database({ [property]: "elsewhere" })]);
      assert.match(found?.message ?? "", /from this stack alone: what the parameter group elsewhere says/);
    });
  });
}

describe("rds-tls-forced, replicas", () => {
  it("have their source's group where they name none", () => {
    const replica = resource("aws:rds/instance:Instance", "replica", { engine: "mysql", replicateSourceDb: "primary" });
    assert.deepEqual(always(subject, [replica]), []);
  });
});
