import assert from "node:assert/strict";
import type { Finding } from "../../../scripts/policy/findings";
import { positionsIn } from "../../../scripts/policy/positions";
import { settingLines, settingOf } from "../../../scripts/policy/setting-lines";

describe("positionsIn", () => {
  const frames = (...positions: (string | undefined)[]) =>
    positions.map((sourcePosition) => (sourcePosition === undefined ? {} : { sourcePosition }));
  const positions = positionsIn(
    JSON.stringify({
      steps: [
        {
          newState: {
            urn: "vpc",
            stackTrace: frames(
              "project:///infra/network/network.ts#98,12",
              undefined,
              "project:///infra/index.ts#22,19",
            ),
          },
        },
        {
          newState: {
            urn: "subnet",
            parent: "vpc",
            stackTrace: frames("project:///../../root/plugin#1,2", "project:///node_modules/@pulumi/resource.ts#3,4"),
          },
        },
        { op: "delete" },
      ],
    }),
  );

  it("has the lines of this repository that declare a resource, its own first", () => {
    assert.deepEqual(positions("vpc"), [
      { file: "infra/network/network.ts", line: 98, column: 12 },
      { file: "infra/index.ts", line: 22, column: 19 },
    ]);
  });

  it("has those of the component for what a package declares, and none for what is not there", () => {
    assert.deepEqual(positions("subnet"), positions("vpc"));
    assert.deepEqual(positions("nowhere"), []);
  });
});

describe("settingOf", () => {
  const stated = settingLines(
    "Pulumi.prod.yaml",
    [
      "config:",
      "  aws:region: eu-west-1",
      "  other:database: { multiAz: true }",
      "  web-platform:cache: { multiAz: true }",
      "  web-platform:database:",
      "    multiAz: false",
      "    backupRetentionDays: 3",
      "    storage: { encrypted: false }",
    ].join("\n"),
  );
  const found = (words: string, component = "web-platform:data:Database"): Finding => ({
    rule: "x",
    level: "mandatory",
    urn: `urn:pulumi:prod::web-platform::${component}$aws:rds/instance:Instance::db`,
    type: "aws:rds/instance:Instance",
    name: "db",
    words,
    isUndecided: false,
  });
  const lineOf = (finding: Finding) => settingOf(finding, stated)?.line;

  it("is the one of the component's section with the property's name, or its beginning", () => {
    assert.equal(lineOf(found("multiAz is false")), 6);
    assert.equal(lineOf(found("backupRetentionPeriod is 3, not 7 or more")), 7);
    assert.equal(lineOf(found("storage.encrypted is false")), 8);
    assert.equal(lineOf(found("multiAz is false", "web-platform:data:Cache")), 4);
  });

  it("is none where nothing stated decides", () => {
    assert.equal(lineOf(found("deletionProtection is false")), undefined);
    assert.equal(lineOf(found("multiAz is false", "web-platform:edge:Edge")), undefined);
  });
});
