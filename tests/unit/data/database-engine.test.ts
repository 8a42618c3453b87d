import assert from "node:assert/strict";
import fc from "fast-check";
import { engineFacts, familiesUpTo, parameterFamily, parameters } from "../../../infra/data/database-engine";
import type { DatabaseEngine } from "../../../infra/settings";

const engines: readonly DatabaseEngine[] = ["postgres", "mysql"];

describe("parameterFamily", () => {
  for (const [engine, version, family] of [
    ["postgres", "17", "postgres17"],
    ["postgres", "16.4", "postgres16"],
    ["mysql", "8.4", "mysql8.4"],
    ["mysql", "8.0.40", "mysql8.0"],
  ] as const) {
    it(`of ${engine} ${version} is ${family}`, () => assert.equal(parameterFamily(engine, version), family));
  }
});

describe("familiesUpTo", () => {
  it("are those that RDS upgrades from, and the version's own", () => {
    assert.deepEqual(familiesUpTo("postgres", "15.3").slice(-3), ["postgres13", "postgres14", "postgres15"]);
    assert.deepEqual(familiesUpTo("mysql", "8.4"), ["mysql8.0", "mysql8.4"]);
    assert.deepEqual(familiesUpTo("mysql", "8.0.46"), ["mysql8.0"]);
  });
});

describe("parameters", () => {
  it("of PostgreSQL force TLS", () => {
    assert.deepEqual(parameters("postgres", {}), [
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
    ]);
  });

  it("of MySQL force TLS and write the slow log to the file that is exported", () => {
    assert.deepEqual(
      parameters("mysql", {}).map(({ name, value }) => [name, value]),
      [
        ["slow_query_log", "1"],
        ["log_output", "FILE"],
        ["require_secure_transport", "1"],
      ],
    );
  });

  it("let the stack file decide, but not about TLS, whatever it states and however it spells it", () => {
    const anyCase = (name: string) =>
      fc
        .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
        .map((upper) => name.replace(/./g, (letter, index: number) => (upper[index] ? letter.toUpperCase() : letter)));
    const names = engines.flatMap((engine) => Object.keys(engineFacts[engine].tls));
    const name = fc.oneof(fc.constantFrom("max_connections", "slow_query_log"), ...names.map(anyCase));
    fc.assert(
      fc.property(fc.constantFrom(...engines), fc.dictionary(name, fc.constantFrom("0", "OFF")), (engine, stated) => {
        const result = parameters(engine, stated);
        assert.equal(new Set(result.map((parameter) => parameter.name)).size, result.length);
        const value = (of: string) => result.find((parameter) => parameter.name === of)?.value;
        for (const [tls, forced] of Object.entries(engineFacts[engine].tls)) assert.equal(value(tls), forced);
        for (const other of ["max_connections", "slow_query_log"] as const) {
          if (stated[other] !== undefined) assert.equal(value(other), stated[other]);
        }
      }),
    );
  });
});
