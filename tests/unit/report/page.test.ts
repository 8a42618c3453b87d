import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { environments } from "../../../policies/levels";
import { rules } from "../../../policies/rules";
import { loadPrices } from "../../../scripts/costs/prices";
import { architectureOf } from "../../../scripts/report/architecture/architecture";
import { costsOf, settingsOf } from "../../../scripts/report/costs";
import { pageOf, type Report } from "../../../scripts/report/page";
import { verdictsOf } from "../../../scripts/report/policies";
import { byComponent } from "../../../scripts/report/resources";
import { fullStack, graphOf, type Part } from "./fixture";

const database: Part = { type: "web-platform:data:Database", name: "db" };
const key: Part = { type: "aws:kms/key:Key", name: "<key>", parent: database };
const graph = graphOf([...fullStack(), database, key]);
const prices = loadPrices();
const report: Report = {
  stack: "prod",
  environment: "prod",
  region: "eu-west-1",
  made: new Date("2026-11-25T12:00:00Z"),
  revision: "abc1234",
  isAccepted: true,
  graph,
  architecture: architectureOf(graph),
  verdicts: verdictsOf(rules, environments.prod, [], ""),
  costs: costsOf(settingsOf({ "aws:region": "eu-west-1", "web-platform:environment": "prod" }), prices),
  prices,
  comparison: undefined,
};
const style = readFileSync("scripts/report/style.css", "utf8");
const page = pageOf(report, style);

describe("the page of a report", () => {
  it("is a document of its own: no script, and nothing to fetch", () => {
    assert.match(page, /^<!doctype html>\n<html lang="en">/);
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\((?!#)/);
    assert.doesNotMatch(page, / on\w+=| src=/);
  });

  it("has all sections, with headings in order", () => {
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    assert.equal(levels[0], 1);
    assert.ok(levels.every((level, index) => index === 0 || level <= (levels[index - 1] ?? 0) + 1));
    for (const id of ["architecture", "resources", "policies", "costs", "changes"]) {
      assert.match(page, new RegExp(`<section id="${id}">\n<h2>`));
      assert.match(page, new RegExp(`href="#${id}"`));
    }
  });

  it("has a caption on each table, and a scope on each heading of one", () => {
    const tables = page.split("<table").slice(1);
    assert.ok(tables.length > 5);
    for (const table of tables) assert.match(table, /^[^>]*>\s*<caption>/);
    assert.equal([...page.matchAll(/<th(?=[ >])/g)].length, [...page.matchAll(/<th scope="\w+"/g)].length);
  });

  it("groups resources by their outermost component", () => {
    const groups = new Map(byComponent(graph).map(([name, resources]) => [name, resources.map((one) => one.name)]));
    assert.deepEqual(groups.get("Database"), ["<key>", "db"]);
    assert.equal([...groups.keys()].at(-1), "In no component");
  });

  it("escapes names", () => {
    assert.match(page, /&lt;key&gt;/);
    assert.doesNotMatch(page, /<key>/);
    assert.doesNotMatch(
      pageOf({ ...report, stack: "<i>", revision: "<i>", region: "<i>", environment: "<i>" }, ""),
      /<i>/,
    );
  });

  it("says where it comes from, and when the preview was refused", () => {
    assert.match(page, /From a preview of 2026-11-25 12:00 UTC, sources at abc1234\./);
    assert.doesNotMatch(page, /was refused/);
    assert.match(pageOf({ ...report, isAccepted: false }, style), /The preview was refused/);
  });
});
