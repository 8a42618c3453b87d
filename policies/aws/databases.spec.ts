import assert from "node:assert/strict";

import type { InstanceState } from "@pulumi/aws/rds";

import { rule } from "../frame/rule";
import { type Fixture, idOf, later, resource } from "../testing/fixtures";
import { preview, update } from "../testing/kit";
import { wellArchitected } from "../frame/metadata";
import { engineNameIn, engineOf, INSTANCE } from "./databases";

describe("engineOf", () => {
  for (const [name, engine] of Object.entries({
    postgres: "postgres",
    "aurora-postgresql": "aurora-postgresql",
    "aurora-mysql": "aurora-mysql",
    aurora: "aurora-mysql",
    MySQL: "mysql",
    "oracle-se2-cdb": "oracle",
    "sqlserver-ex": "sqlserver",
    "db2-ae": "db2",
    mariadb: "mariadb",
    "custom-sqlserver-ee": undefined,
    "custom-oracle-ee": undefined,
    "": undefined,
  })) {
    it(`reads ${JSON.stringify(name)}`, () => assert.equal(engineOf(name), engine));
  }
});

describe("engineNameIn", () => {
  const names = (run: typeof preview, ...stack: readonly Fixture[]) => {
    const found: (string | undefined)[] = [];
    const subject = rule({
      name: "engine-names",
      description: "Engines have names.",
      enforcementLevel: "advisory",
      severity: "low",
      framework: wellArchitected("REL10-BP01"),
      remediationSteps: "name it.",
      url: "https://example.com",
      stack: (seen) => {
        for (const db of seen.ofType<InstanceState>(INSTANCE)) found.push(engineNameIn(seen, db));
      },
    });
    run(subject, stack);
    return found;
  };
  const db = (name: string, inputs: object) => resource(INSTANCE, name, { ...inputs });
  const primary = db("primary", { engine: "mysql", identifier: "main" });

  it("is the source's for a replica, and for a replica of that", () => {
    const first = db("first", { replicateSourceDb: idOf(primary), identifier: "first" });
    const second = db("second", { replicateSourceDb: "first" });
    for (const run of [preview, update]) {
      assert.deepEqual(names(run, primary, first, second), ["mysql", "mysql", "mysql"]);
    }
  });

  it("is not known of a source elsewhere, of a name that only the update knows, and of a ring", () => {
    assert.deepEqual(names(preview, db("one", { replicateSourceDb: "elsewhere" })), [undefined]);
    assert.deepEqual(names(preview, db("one", { engine: later("mysql") })), [undefined]);
    const ring = db("one", { identifier: "one", replicateSourceDb: "one" });
    assert.deepEqual(names(preview, ring), [undefined]);
  });
});
