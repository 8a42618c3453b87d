import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { demandsOf, environments } from "../../../policies/levels";
import { rules } from "../../../policies/rules";
import { sections } from "../../../infra/settings/settings";
import { entriesIn, entriesOf, type Entry } from "../../../scripts/settings/entries";
import { type Schema, schemaOf, sectionNames, sectionSchema } from "../../../scripts/settings/json-schema";
import { pages } from "../../../scripts/settings/pages";

/** Settings of which nothing is said; of a choice, the kinds. */
const undescribed = (entries: readonly Entry[]): string[] =>
  entries
    .filter(({ schema }) => (schema.oneOf ?? [schema]).some(({ description = "" }) => description.length < 5))
    .map(({ path }) => path);

/** Every key of a schema, however deep: the last ones of the ways to all settings. */
function keys(schema: Schema): string[] {
  const inner = [...(schema.oneOf ?? []), schema.items, schema.additionalProperties].filter(
    (one) => typeof one === "object",
  );
  return [
    ...inner.flatMap(keys),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, property]) => [key, ...keys(property)]),
  ];
}

/** As GitHub makes it of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

describe("the pages of the settings", () => {
  const all = pages();
  const index = all["docs/settings.md"] ?? "";
  const pageOf = (section: string) => all[`docs/settings/${section}.md`] ?? "";

  it("are one for each section of the schema, and an index that leads to each", () => {
    assert.deepEqual(sectionNames, Object.keys(sections));
    const names = sectionNames.map((section) => `${section}.md`).sort();
    assert.deepEqual(Object.keys(all).sort(), ["docs/settings.md", ...names.map((name) => `docs/settings/${name}`)]);
    assert.deepEqual(readdirSync(join(__dirname, "../../../docs/settings")).sort(), names);
    for (const name of names) assert.ok(index.includes(`(settings/${name})`), name);
  });

  for (const section of sectionNames) {
    it(`have a sentence for every setting of ${section}`, () => {
      assert.ok(sectionSchema(section).description, "the section has none");
      assert.deepEqual(undescribed(entriesOf(section)), []);
    });

    it(`have every key of ${section} in a heading`, () => {
      const headings =
        pageOf(section)
          .match(/^## .*$/gm)
          ?.join("\n") ?? "";
      for (const key of keys(sectionSchema(section))) assert.match(headings, new RegExp(`\\b${key}\\b`));
    });
  }

  it("would miss a sentence", () => {
    const known = z.strictObject({
      a: z.string().meta({ description: "A text." }),
      b: z.array(z.strictObject({ c: z.int() })),
    });
    assert.deepEqual(undescribed(entriesIn(schemaOf(known))), ["b", "b[].c"]);
  });

  it("fit a terminal", () => {
    for (const [path, text] of Object.entries(all)) {
      const wide = text.split("\n").filter((line) => line.length > 120);
      assert.deepEqual(wide, [], path);
    }
  });

  it("lead from the index to headings that there are", () => {
    const links = [...index.matchAll(/\(settings\/(\w+)\.md#([^)]+)\)/g)];
    assert.ok(links.length > 5);
    for (const [, section = "", to] of links) {
      const anchors = [...pageOf(section).matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => anchor(heading));
      assert.ok(anchors.includes(to ?? ""), `${section}#${to}`);
      assert.equal(new Set(anchors).size, anchors.length, `two headings of ${section} are alike`);
    }
  });

  it("say what both presets have, by what it depends on", () => {
    assert.match(
      pageOf("database"),
      /## `port`\n\n.*\n\n.*\n- \*\*default\*\*: `15432` with `engine: postgres`; `13306` with `engine: mysql`/,
    );
    assert.match(pageOf("compute"), /## `kind`\n\n[^#]*- \*\*default\*\*: `functions` in dev, `both` in prod/);
    assert.match(pageOf("edge"), /## `domain.name`\n[^#]*- \*\*default\*\*: none, it has to be stated/);
  });

  it("say what the policies demand of a setting, every one of them", () => {
    assert.match(
      pageOf("network"),
      /## `natGateways`\n[^#]*- \*\*the policies demand\*\*: `per-zone` in prod \(vpc-nat-per-zone\)/,
    );
    assert.match(pageOf("database"), /## `multiAz`\n[^#]*- \*\*the policies demand\*\*: `true` \(rds-multi-az\)/);
    const told = sectionNames.flatMap((section) => pageOf(section).match(/\((?=[a-z-]+\))[a-z]+-[a-z-]+\)/g) ?? []);
    for (const { rule } of demandsOf(rules, environments.prod)) assert.ok(told.includes(`(${rule})`), rule);
  });

  it("say where secrets go to whoever would put one into a variable", () => {
    for (const where of ["instances", "functions.<name>"]) {
      const [, entry = ""] = pageOf("compute").split(`## \`${where}.environment\`\n`);
      assert.match(
        entry.slice(0, 500).replaceAll("\n", " "),
        /No secrets, .*: keep a secret in Secrets Manager or Parameter Store/,
      );
    }
  });
});
