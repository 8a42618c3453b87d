import assert from "node:assert/strict";

import { CLUSTER } from "../../aws/databases";
import { type Fixture, idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { rdsAuroraAudit as subject } from "./rds-aurora-audit";

const group = (values: Readonly<Record<string, unknown>>) =>
  resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "group", {
    name: "audited",
    family: "aurora-mysql8.0",
    parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
  });
const cluster = (inputs: object = {}) => resource(CLUSTER, "aurora", { engine: "aurora-mysql", ...inputs });
const with_ = (values: Readonly<Record<string, unknown>>): Fixture[] => {
  const own = group(values);
  return [own, cluster({ dbClusterParameterGroupName: idOf(own) })];
};

describe("rds-aurora-audit", () => {
  for (const [what, stack] of Object.entries({
    "both parameters": with_({ server_audit_logging: "1", server_audit_events: "CONNECT,QUERY" }),
    "both in another spelling": with_({ server_audit_logging: "On", SERVER_AUDIT_EVENTS: "CONNECT" }),
    "a number": with_({ server_audit_logging: 1, server_audit_events: "CONNECT" }),
    "a group named by text": [
      group({ server_audit_logging: "1", server_audit_events: "CONNECT" }),
      cluster({ dbClusterParameterGroupName: "audited" }),
    ],
    "Aurora PostgreSQL, which has none": [cluster({ engine: "aurora-postgresql" })],
    "a Multi-AZ cluster of MySQL, which has none": [cluster({ engine: "mysql" })],
  })) {
    it(`accepts ${what}`, () => assert.deepEqual(always(subject, stack), []));
  }

  for (const [what, stack, words] of [
    ["no group", [cluster()], "server_audit_logging is not set (the default is off)"],
    [
      "AWS's group",
      [cluster({ dbClusterParameterGroupName: "default.aurora-mysql8.0" })],
      "server_audit_logging is not",
    ],
    ["Aurora by its older name", [cluster({ engine: "aurora" })], "server_audit_logging is not set"],
    ["a group that has it off", with_({ server_audit_logging: "0", server_audit_events: "CONNECT" }), 'is "0"'],
    ["events alone", with_({ server_audit_events: "CONNECT" }), "server_audit_logging is not set"],
    ["no events", with_({ server_audit_logging: "1" }), "server_audit_events is not set (the default is none)"],
    ["empty events", with_({ server_audit_logging: "1", server_audit_events: " " }), 'server_audit_events is " "'],
  ] as const) {
    it(`refuses ${what}`, () => {
      const found = always(subject, stack);
      assert.deepEqual(brief(found), ["mandatory aurora"]);
      assert.ok(found[0]?.message.includes(words), found[0]?.message);
    });
  }

  it("leaves open what only the update knows, and groups elsewhere", () => {
    const open = with_({ server_audit_logging: later("0"), server_audit_events: "CONNECT" });
    assert.deepEqual(brief(preview(subject, open)), ["advisory aurora"]);
    assert.deepEqual(brief(update(subject, open)), ["mandatory aurora"]);
    const elsewhere = always(subject, [cluster({ dbClusterParameterGroupName: "elsewhere" })]);
    assert.match(elsewhere[0]?.message ?? "", /from this stack alone: what the parameter group elsewhere says/);
  });
});
