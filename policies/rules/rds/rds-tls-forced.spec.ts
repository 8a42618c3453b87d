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
      for (const value of ["ON", "On", "on", "1", "true", 1]) {
        const secure = group({ name: "x", value: "y" }, { name: "require_secure_transport", value });
        assert.deepEqual(always(subject, named(secure, { engine: mysql, engineVersion: "8.0" })), []);
      }
    });

    it("accepts a group named by text", () => {
      const own = resource(groupType, "group", {
        name: "own",
        family: "postgres17",
        parameters: [{ name: "rds.force_ssl", value: "1" }],
      });
      assert.deepEqual(always(subject, [own, database({ [property]: "own" })]), []);
    });

    it("takes the version of a group's family before the database's", () => {
      const old = resource(groupType, "group", { name: "own", family: "postgres14" });
      assert.deepEqual(brief(always(subject, [old, database({ [property]: "own" })])), ["mandatory db"]);
      assert.deepEqual(brief(always(subject, [database({ [property]: "default.postgres14" })])), ["mandatory db"]);
    });

    it("accepts what AWS forces where nothing is set", () => {
      assert.deepEqual(always(subject, named(group())), []);
      assert.deepEqual(always(subject, [database({})]), []);
      assert.deepEqual(always(subject, [database({ engineVersion: undefined })]), []);
      assert.deepEqual(always(subject, [database({ [property]: "default.postgres17" })]), []);
    });

    it("does not judge engines without such a parameter", () => {
      for (const engine of ["oracle-se2", "db2-se", "custom-sqlserver-ee"]) {
        assert.deepEqual(always(subject, [database({ engine })]), []);
      }
    });

    for (const [what, stack, words] of [
      ["a group that allows them", named(group({ name: "rds.force_ssl", value: "0" })), 'rds.force_ssl is "0"'],
      ["an old version's own", [database({ engineVersion: "14.9" })], "rds.force_ssl is not set (the default is off)"],
      [
        "an engine that has it off",
        [database({ engine: mysql, engineVersion: "8.0" })],
        "require_secure_transport is not",
      ],
      [
        "the parameter of another engine",
        named(group({ name: "rds.force_ssl", value: "1" }), { engine: mysql, engineVersion: "8.0" }),
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

describe("rds-tls-forced, engines", () => {
  const db = (inputs: object) => [resource("aws:rds/instance:Instance", "db", { ...inputs })];
  for (const [engine, engineVersion] of [
    ["mariadb", "11.8"],
    ["mariadb", "12.1.2"],
    ["mysql", "9.7.0"],
    ["postgres", "15"],
    ["mariadb", "10.4"],
  ] as const) {
    it(`accepts the default of ${engine} ${engineVersion}`, () =>
      assert.deepEqual(always(subject, db({ engine, engineVersion })), []));
  }

  for (const [engine, engineVersion] of [
    ["mariadb", "11.4.5"],
    ["mariadb", "10.11"],
    ["mysql", "8.4"],
    ["sqlserver-se", "16.00"],
    ["postgres", "14"],
  ] as const) {
    it(`refuses the default of ${engine} ${engineVersion}`, () =>
      assert.deepEqual(brief(always(subject, db({ engine, engineVersion }))), ["mandatory db"]));
  }

  it("knows from which version of Aurora MySQL on it is the default", () => {
    const aurora = (engineVersion: string) => [
      resource("aws:rds/cluster:Cluster", "db", { engine: "aurora-mysql", engineVersion }),
    ];
    assert.deepEqual(brief(always(subject, aurora("8.0.mysql_aurora.3.08.0"))), ["mandatory db"]);
    assert.deepEqual(always(subject, aurora("8.4.7")), []);
  });

  it("refuses a newer version whose group turns it off", () => {
    const group = resource("aws:rds/parameterGroup:ParameterGroup", "group", {
      family: "mariadb11.8",
      parameters: [{ name: "require_secure_transport", value: "OFF" }],
    });
    const found = always(subject, [group, ...db({ engine: "mariadb", parameterGroupName: idOf(group) })]);
    assert.deepEqual(brief(found), ["mandatory db"]);
  });

  it("leaves open what AWS takes where no version is stated, and decides at the update", () => {
    const mysql = (engineVersion: string) => [
      resource("aws:rds/instance:Instance", "db", { engine: "mysql" }, { assigned: { engineVersion } }),
    ];
    assert.deepEqual(brief(preview(subject, mysql("8.4.5"))), ["advisory db"]);
    assert.deepEqual(brief(update(subject, mysql("8.4.5"))), ["mandatory db"]);
    assert.deepEqual(update(subject, mysql("9.7.1")), []);
  });
});

describe("rds-tls-forced, replicas", () => {
  const primary = resource("aws:rds/instance:Instance", "primary", {
    identifier: "main",
    engine: "postgres",
    engineVersion: "17",
  });

  it("are of their source's engine where they name a group", () => {
    const group = resource("aws:rds/parameterGroup:ParameterGroup", "group", {
      family: "postgres17",
      parameters: [{ name: "rds.force_ssl", value: "0" }],
    });
    const replica = resource("aws:rds/instance:Instance", "replica", {
      replicateSourceDb: idOf(primary),
      parameterGroupName: idOf(group),
    });
    assert.deepEqual(brief(always(subject, [primary, group, replica])), ["mandatory replica"]);
  });

  it("have a default group in another region, where they name none", () => {
    const replica = resource(
      "aws:rds/instance:Instance",
      "replica",
      { replicateSourceDb: "arn:aws:rds:eu-west-1:123456789012:db:main" },
      { assigned: { engine: "mysql", engineVersion: "8.4.5" } },
    );
    assert.deepEqual(brief(preview(subject, [replica])), ["advisory replica"]);
    assert.deepEqual(brief(update(subject, [replica])), ["mandatory replica"]);
  });

  it("have their source's group where they name none", () => {
    const replica = resource("aws:rds/instance:Instance", "replica", { engine: "mysql", replicateSourceDb: "primary" });
    assert.deepEqual(always(subject, [replica]), []);
  });
});
