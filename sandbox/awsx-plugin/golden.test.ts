import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { graphOf, type GraphNode } from "../../tests/engine/graph";
import { recorded } from "./recording";
import { Vpc, VPC_TYPE } from "./vpc";

const data = join(__dirname, "..", "..", "tests", "data", "awsx-vpc");
const environments = {
  "single-nat-2-zones": { AZS: "a,b", NAT: "Single" },
  "nat-per-zone-3-zones": { AZS: "a,b,c", NAT: "OnePerAz" },
  "no-nat-3-zones": { AZS: "a,b,c", NAT: "None" },
};

const load = createRequire(__filename);

/** The arguments that the official program hands to the provider. */
async function argumentsOf(environment: Record<string, string>): Promise<Readonly<Record<string, unknown>>> {
  const program = join(data, "program.js");
  const before = { ...process.env };
  Object.assign(process.env, environment);
  const resources = await recorded(() => {
    Reflect.deleteProperty(load.cache, program);
    load(program);
  });
  process.env = before;
  return resources.find(({ type }) => type === VPC_TYPE)?.inputs ?? {};
}

describe("stand-in awsx.ec2.Vpc, against the official provider's graphs", function () {
  this.timeout(20_000);
  for (const [name, environment] of Object.entries(environments)) {
    it(`registers the same resources: ${name}`, async () => {
      const inputs = await argumentsOf(environment);
      const resources = await recorded(() => new Vpc("main", inputs));
      const golden = JSON.parse(readFileSync(join(data, `${name}.json`), "utf8")) as GraphNode[];
      assert.deepEqual(graphOf({ deployment: { resources } }), golden);
    });
  }
});
