import assert from "node:assert/strict";
import { demandsOf, environments, levelOf } from "../../policies/levels";
import { rules } from "../../policies/rules";
import { Platform } from "./platform";

type Sections = Readonly<Record<string, object>>;

/** Settings that rules refuse, in two stack files, since some exclude others. */
const refused: readonly Sections[] = [
  {
    network: { natGateways: "single", flowLogs: { retentionDays: 1 } },
    database: {
      multiAz: false,
      backup: { keepOnDelete: false },
      autoMinorVersionUpgrade: false,
      deletionProtection: false,
      finalSnapshot: false,
      insights: { enabled: false },
      monitoringIntervalSeconds: 0,
      logRetentionDays: 1,
    },
    cache: { autoMinorVersionUpgrade: false, deletionProtection: false, finalSnapshot: false, logRetentionDays: 1 },
    compute: {
      api: { accessLogRetentionDays: 1 },
      functions: { health: { logRetentionDays: 1 }, posts: { logRetentionDays: 1 } },
      instances: { logRetentionDays: 1, loadBalancer: { deletionProtection: false } },
    },
    edge: {
      waf: { enabled: false },
      deletionProtection: false,
      headers: { strictTransportSecurity: { maxAgeDays: 1 } },
    },
  },
  {
    // Refused by the settings already while somebody uses the database.
    database: { iamAuthentication: false },
    cache: { kind: "memcached" },
    compute: {
      functions: { health: {}, posts: {} },
      instances: { uses: [] },
      routes: [
        { route: "GET /api/other", to: "function posts" },
        { route: "ANY /api/users/{proxy+}", to: "instances" },
      ],
    },
    edge: { waf: { logRetentionDays: 0 } },
  },
];

describe("settings that rules refuse", () => {
  const platform = new Platform();
  after(() => platform.remove());
  const found: { readonly level: string; readonly rule: string; readonly remedy: string }[] = [];

  before(async () => {
    for (const sections of refused) {
      const stated = Object.entries(sections);
      for (const [section, values] of stated) platform.replace("prod", section, values);
      const { output } = await platform.run("preview", "-s", "prod");
      const findings = output.matchAll(
        /- \[(\w+)\] (?:\[severity: \w+\]\s+)?([\w-]+)\s+\([^)]*\)\n[^\n]*\n\s+Found: [^\n]*\n\s+Remedy: ([^\n]*)/g,
      );
      for (const [, level = "", rule = "", remedy = ""] of findings) found.push({ level, rule, remedy });
      for (const [section] of stated) platform.replace("prod", section, {});
    }
  });

  const decided = rules.filter(({ settings }) => settings !== undefined);

  for (const rule of decided) {
    it(`${rule.name} finds them, and names the setting and what it has to be`, () => {
      const own = found.find((finding) => finding.rule === rule.name);
      assert.ok(own, JSON.stringify(found));
      assert.equal(own.level, levelOf(rule, environments.prod));
      for (const [setting, value] of Object.entries(rule.settings ?? {})) {
        assert.ok(own.remedy.includes(`${setting}: ${value}`), own.remedy);
      }
    });
  }

  it("are all told by their rules", () => {
    const mandatory = new Set(found.filter(({ level }) => level === "mandatory").map(({ rule }) => rule));
    assert.deepEqual(
      [...mandatory].sort(),
      [...new Set(demandsOf(rules, environments.prod).map(({ rule }) => rule))].sort(),
    );
  });
});
