import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../rules";

interface List {
  /** The page, and what of it: its version, or the copy that was read. */
  readonly source: string;
  readonly version: string;
  /** The day on which it was read. */
  readonly date: string;
  /** Titles by id, in this repository's words. */
  readonly controls: Readonly<Record<string, string>>;
}

/** By the name that a rule gives a rule set: the file of its controls, and the form of their ids. */
const sets: Readonly<Record<string, readonly [file: string, form: RegExp]>> = {
  FSBP: ["fsbp", /^[A-Z]\w+\.[1-9]\d*$/],
  "Security Hub": ["security-hub", /^[A-Z]\w+\.[1-9]\d*$/],
  WA: ["well-architected", /^(OPS|SEC|REL|PERF|COST|SUS)\d\d-BP\d\d$/],
  "cdk-nag": ["cdk-nag", /^[A-Z]+[1-9]\d*$/],
  Checkov: ["checkov", /^CKV2?_AWS_[1-9]\d*$/],
  Trivy: ["trivy", /^AWS-\d{4}$/],
  AwsGuard: ["awsguard", /^[a-z\d]+(-[a-z\d]+)+$/],
};

const inOrder = new Intl.Collator("en", { numeric: true });

/** Every control of the lists, as a rule names it: `FSBP RDS.5`. */
const listed = new Set<string>();

for (const [set, [file, form]] of Object.entries(sets)) {
  const text = readFileSync(join(__dirname, `${file}.json`), "utf8");
  const { source, version, date, controls } = JSON.parse(text) as List;
  for (const id of Object.keys(controls)) listed.add(`${set} ${id}`);

  describe(`the controls in ${file}.json`, () => {
    it("tell where they are from, and when they were read", () => {
      assert.match(source, /^https:\/\/\S+$/);
      assert.ok(version);
      assert.match(date, /^2\d{3}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/);
    });

    it("have ids of the set's form, and titles", () => {
      for (const [id, title] of Object.entries(controls)) {
        assert.match(id, form);
        assert.match(title, /^\S.*[^.\s]$/, id);
      }
    });

    it("are in order, each once", () => {
      // Read from the text: parsing drops all but the last of those with the same id.
      const ids = [...text.matchAll(/^ {4}"(.+?)":/gm)].map(([, id = ""]) => id);
      assert.deepEqual(ids, [...new Set(ids)].sort(inOrder.compare));
    });
  });
}

describe("the controls that rules name", () => {
  for (const { name, framework, tags = [] } of rules) {
    it(`of ${name} are those of a list`, () => {
      for (const named of [...(framework?.reference ?? "").split(", "), ...tags]) {
        assert.ok(listed.has(named), `${name} names ${named}, which no list in policies/controls has`);
      }
    });
  }

  it("are of FSBP where FSBP has them", () => {
    const twice = [...listed].filter((control) => listed.has(control.replace(/^FSBP/, "Security Hub")));
    assert.deepEqual(
      twice.filter((control) => control.startsWith("FSBP")),
      [],
    );
  });
});
