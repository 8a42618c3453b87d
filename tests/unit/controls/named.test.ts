import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import checkov from "../../../policies/controls/checkov.json";
import fsbp from "../../../policies/controls/fsbp.json";
import others from "../../../policies/controls/security-hub.json";
import trivy from "../../../policies/controls/trivy.json";

const root = join(__dirname, "../../..");

/** What comments, descriptions and pages may name. */
const listed = new Set([fsbp, others, checkov, trivy].flatMap(({ controls }) => Object.keys(controls)));

const services = new Set([...listed].map((id) => id.split(".")[0] ?? ""));

/** A control of Security Hub's, of Checkov's or of Trivy's. */
const ids = /\b(?:([A-Z]\w+)\.[1-9]\d*|CKV2?_AWS_[1-9]\d*|AWS-\d{4})\b(?!\.\d)/g;

describe("the controls that the repository names", () => {
  for (const folder of ["app", "docs", "infra", "policies", "sandbox", "scripts"]) {
    it(`in ${folder} are those of a list in policies/controls`, () => {
      const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter(
        (file) => /\.(ts|py|md)$/.test(file) && !/(^|\/)(node_modules|\.cache)\/|\.(spec|test)\.ts$/.test(file),
      );
      assert.ok(files.length > 0);
      const strange = files.flatMap((file) =>
        [...readFileSync(join(root, folder, file), "utf8").matchAll(ids)]
          .filter(([id, service]) => !listed.has(id) && (service === undefined || services.has(service)))
          .map(([id]) => `${folder}/${file} names ${id}`),
      );
      assert.deepEqual(strange, []);
    });
  }
});
