import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { servedTokens } from "./build";
import { type Properties, sdkShapes } from "./shapes";

const THING = "aws:test/thing:Thing";

describe("shapes of the SDK", () => {
  const root = mkdtempSync(join(tmpdir(), "shapes-"));
  after(() => rmSync(root, { recursive: true }));

  before(() => {
    write("package.json", `{ "version": "7.0.0" }`);
    write("provider.d.ts", "export interface ProviderArgs { region?: pulumi.Input<enums.Region | undefined>; }");
    write("types/output.d.ts", "export declare namespace test { interface Unused { a: string; } }");
    write(
      "types/input.d.ts",
      `export declare namespace test {
         interface Statement { not?: pulumi.Input<inputs.test.Statement>; port: pulumi.Input<number>; }
         interface Document { Version: pulumi.Input<string>; }
       }`,
    );
    write(
      "test/thing.d.ts",
      `export interface ThingState { arn?: pulumi.Input<string>; policy?: pulumi.Input<string>; }
       export interface ThingArgs {
         enabled?: pulumi.Input<boolean | undefined>;
         name?: pulumi.Input<string>;
         role: pulumi.Input<string | Role>;
         kind: pulumi.Input<enums.test.Kind>;
         policy?: pulumi.Input<string | inputs.test.Document | undefined>;
         code?: pulumi.Input<pulumi.asset.Archive>;
         names?: pulumi.Input<pulumi.Input<string>[]>;
         tags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
         statement?: pulumi.Input<inputs.test.Statement>;
         statements?: pulumi.Input<pulumi.Input<inputs.test.Statement>[]>;
       }`,
    );
  });

  function write(file: string, text: string): void {
    const path = join(root, "node_modules/@pulumi/aws", file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  it("gives each property of a type, its inputs over its outputs", () => {
    const expected: Properties = {
      arn: "string",
      policy: "document",
      enabled: "boolean",
      name: "string",
      role: "string",
      kind: "string",
      code: "asset",
      names: { list: "string" },
      tags: { map: "string" },
      statement: { ref: "inputs.test.Statement" },
      statements: { list: { ref: "inputs.test.Statement" } },
    };
    assert.deepEqual(sdkShapes(root, [THING]).resources[THING], expected);
  });

  it("gives the object types in use, even one that contains itself", () => {
    assert.deepEqual(sdkShapes(root, [THING]).types, {
      "inputs.test.Statement": { not: { ref: "inputs.test.Statement" }, port: "number" },
      "inputs.test.Document": { Version: "string" },
    });
  });

  it("gives the provider's properties and the version", () => {
    const { provider, version } = sdkShapes(root, []);
    assert.deepEqual({ provider, version }, { provider: { region: "string" }, version: "7.0.0" });
  });

  it("names every type that the SDK does not have", () => {
    assert.throws(
      () => sdkShapes(root, [THING, "aws:test/thing:Thingy", "aws:test/gone:Gone"]),
      /@pulumi\/aws 7\.0\.0 has no aws:test\/thing:Thingy, aws:test\/gone:Gone/,
    );
  });

  it("finds every served type in the installed SDK", () => {
    const checkout = join(__dirname, "../..");
    const tokens = servedTokens(checkout);
    assert.equal(new Set(tokens).size, tokens.length, "a type is listed twice");
    assert.deepEqual(Object.keys(sdkShapes(checkout, tokens).resources), tokens);
  }).timeout(30_000);
});
