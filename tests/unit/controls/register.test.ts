import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../../policies/rules";
import { pageOf } from "../../../scripts/controls/page";
import { columns, register } from "../../../scripts/controls/register";
import type { Rows } from "../../../scripts/controls/row";
import { rows } from "../../../scripts/controls/rows";

const controls = register();

const without = (id: string): Rows => Object.fromEntries(Object.entries(rows).filter(([other]) => other !== id));

/** Every control of the lists, as rules name them: `Checkov CKV_AWS_310`. */
function listed(): Set<string> {
  const folder = join(__dirname, "../../../policies/controls");
  const ids = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .flatMap((file) => Object.keys((JSON.parse(readFileSync(join(folder, file), "utf8")) as List).controls));
  return new Set(ids);
}

interface List {
  readonly controls: object;
}

describe("the register of controls", () => {
  it("has every control of Security Hub's lists, and what holds for it in each environment", () => {
    assert.ok(controls.length > 150);
    assert.throws(() => register(without("EC2.21")), /no row for EC2\.21/);
    assert.throws(() => register({ ...rows, "EC2.999": {} }), /has EC2\.999/);
  });

  it("wants somebody to say so where a control is met", () => {
    const of = rows["EC2.4"]?.of ?? [];
    assert.throws(() => register({ ...rows, "EC2.4": { of } }), /nobody says whether prod meets EC2\.4/);
  });

  it("takes what rules judge from the rules, by the controls that they name", () => {
    const named = controls.find(({ id }) => id === "RDS.5");
    assert.deepEqual(named?.rules, ["rds-multi-az"]);
    assert.deepEqual(named.entries, { prod: { verdict: "met", reason: "" }, dev: { verdict: "met", reason: "" } });
  });

  it("has nothing to judge in a stack without such resources", () => {
    const elb = controls.find(({ id }) => id === "ELB.13");
    assert.deepEqual([elb?.entries.prod.verdict, elb?.entries.dev.verdict], ["met", "nothing to judge"]);
  });

  for (const control of controls) {
    const { id, row, entries, seeAlso } = control;

    it(`says of ${id} no more than it needs`, () => {
      const says = columns.map((environment) => entries[environment]);
      const needless = row.met !== undefined && (row.check !== undefined || control.rules.length > 0);
      assert.ok(!needless, "a rule or a check says whether it is met");
      for (const name of row.by ?? [])
        assert.ok(
          rules.some((rule) => rule.name === name),
          `there is no rule ${name}`,
        );
      for (const reason of [row.met, row.unmet].flatMap((of) => (typeof of === "object" ? Object.values(of) : [of]))) {
        const isUsed = reason === undefined || says.some((entry) => entry.reason === reason);
        assert.ok(isUsed, `it is never so that: ${String(reason)}`);
      }
      for (const entry of says) assert.match(entry.reason, /^$|^[A-Z`].*\.$/);
      for (const other of seeAlso) assert.ok(listed().has(other.split(" ")[1] ?? ""), `no list has ${other}`);
    });
  }

  it("is a page with a row or a word for each", () => {
    const page = pageOf(controls);
    for (const { id } of controls) assert.ok(page.includes(`[${id}](`), id);
    assert.match(
      page,
      /\| \[ELB\.16\]\(\S+\)\\\* \| ALBs are behind a web ACL \| `elb-web-acl` \| not met \| – \| [^|]+ \| Checkov \S+ \|/,
    );
    assert.match(page, /\| \[APIGateway\.8\]\([^|]+\| [^|]+ \| `apigateway-authorization` \| not met \| not met \|/);
  });
});
