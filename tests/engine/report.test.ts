import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { rules } from "../../policies/rules";
import { launchChromium } from "./browser/chromium";
import { Platform } from "./platform";

const root = join(__dirname, "../..");

/** The widths of a screen and of a phone, and that of A4 in pixels less its margins. */
const widths = { screen: 1280, phone: 390, print: Math.round(((210 - 2 * 12) / 25.4) * 96) } as const;

// What runs in the browser is text, since the types of a browser are not those of Node.

/** The page of prod with what a working tree changes: made on the engine, read in a browser. */
describe("the report of a stack", () => {
  const platform = new Platform();
  let browser: Browser;
  let page: Page;
  /** What the page asks for. */
  const requests: string[] = [];
  const report = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/run.mjs", "report", ...args], { cwd: platform.folder, encoding: "utf8" });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: platform.folder, encoding: "utf8" });

  before(async () => {
    browser = await launchChromium();
    for (const table of ["docs/prices.json", "docs/region-prices.json"]) {
      platform.write(table, readFileSync(join(root, table), "utf8"));
    }
    platform.write(".gitignore", "node_modules\n.sandbox/\nreports/\n");
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "-m", "before");
    platform.set("prod", "cache", { nodeType: "cache.m7g.xlarge" });
    const { status, stdout, stderr } = report("-s", "prod", "--against", "HEAD");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^reports\/prod\.html\n\nCompared with prod at HEAD \(\w+\): 0 added, 0 removed, 1 changed\./);
    assert.match(stdout, /\n\| Cache \| \d+\.\d\d \| \d+\.\d\d \| \+\d+\.\d\d \|\n\| Total \|/);
    assert.match(stdout, /\nNothing is newly open to the internet\.\n$/);
    page = await browser.newPage({ viewport: { width: widths.screen, height: 900 } });
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(platform.folder, "reports/prod.html")).href);
  });
  after(() => platform.remove());
  after(() => browser.close());

  it("asks for nothing but itself", () => {
    assert.equal(requests.length, 1);
  });

  it("shows the tiers and zones of the network, and what lies in them", async () => {
    const texts = (selector: string) => page.locator(selector).allTextContents();
    assert.deepEqual(await texts(".tier .strong"), ["Public subnets", "Private subnets", "Isolated subnets"]);
    assert.deepEqual(await texts(".zone"), ["Zone eu-west-1a", "Zone eu-west-1b", "Zone eu-west-1c"]);
    assert.equal((await texts(".subnet")).length, 9);
    const boxes = (await texts(".viewer .strong, .service .strong, .data .strong")).sort();
    assert.deepEqual(boxes, [
      "API Gateway",
      "Auto Scaling group",
      "CloudFront",
      "ElastiCache",
      "Interface endpoints",
      ...["Lambda function", "Lambda function", "Lambda function", "Lambda function", "Lambda function"],
      "Load balancer",
      ...["NAT gateway", "NAT gateway", "NAT gateway"],
      "RDS for PostgreSQL",
      "S3 bucket",
      "VPC link",
      "Viewers",
    ]);
    const flows = (await texts(".flows li")).join("\n");
    for (const flow of [
      "CloudFront edge → S3 bucket edge-site",
      "VPC link compute-api-link → Load balancer compute: ports 80 to 443",
      "Load balancer compute → Auto Scaling group compute: port 8080",
      "Lambda function database-setup-inside → RDS for PostgreSQL database",
      "Lambda function compute-posts → ElastiCache cache",
    ]) {
      assert.ok(flows.includes(flow), flows);
    }
  });

  it("keeps the text of each box in the box", async () => {
    const outside = await page.evaluate<string[]>(`
      [...document.querySelectorAll(".viewer, .service, .data, .part, .tier, .network")].flatMap((group) => {
        const frame = group.querySelector("rect").getBoundingClientRect();
        const texts = [...group.querySelectorAll(":scope > text")].filter((text) => {
          const { left, right, top, bottom } = text.getBoundingClientRect();
          return left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom;
        });
        return texts.map((text) => text.textContent);
      })`);
    assert.deepEqual(outside, []);
  });

  it("has the result of every rule as a word", async () => {
    const words = await page.locator("#policies tbody .result").allTextContents();
    assert.equal(words.length, rules.length);
    const known = /^(violated|advisory|mended|undecided|passed|not used|disabled)$/;
    assert.deepEqual(
      words.filter((word) => !known.test(word)),
      [],
    );
    assert.ok(words.includes("passed") && !words.includes("violated"));
  });

  it("has all resources, the cost, and exactly what has changed", async () => {
    const sections = await page.locator("#resources summary").allTextContents();
    assert.deepEqual(
      sections.map((text) => text.split(" ")[0]),
      ["Cache", "Compute", "Database", "DatabaseSetup", "Edge", "Network", "UnusedUsers"],
    );
    assert.match((await page.locator("#costs tfoot").textContent()) ?? "", /Total(at least )?[1-9]\d+\.\d\d/);
    const changes = (await page.locator("#changes").textContent()) ?? "";
    assert.match(changes, /Compared with prod at HEAD \(\w+\): 0 added, 0 removed, 1 changed/);
    assert.match(changes, /nodeTypecache\.m7g\.largecache\.m7g\.xlarge/);
  });

  for (const of of ["screen", "phone", "print"] as const) {
    const media = of === "print" ? "print" : "screen";
    it(`fits the width of a ${of}, closed sections included`, async () => {
      await page.setViewportSize({ width: widths[of], height: 900 });
      await page.emulateMedia({ media });
      await page.evaluate(`for (const one of document.querySelectorAll("details")) one.open = ${media === "screen"}`);
      const wide = await page.evaluate<string[]>(`
        [...document.querySelectorAll("body *")]
          .filter((one) => ${of !== "phone"} || !one.closest("figure > *"))
          .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
          .map((one) => one.outerHTML.slice(0, 100))`);
      assert.deepEqual(wide, []);
      const tables = await page.evaluate<boolean[]>(
        `[...document.querySelectorAll("details table")].map((one) => one.checkVisibility())`,
      );
      assert.ok(tables.length > 0 && tables.every(Boolean));
    });
  }

  it("keeps the words of the picture large enough on a phone, where it is moved", async () => {
    await page.setViewportSize({ width: widths.phone, height: 900 });
    await page.emulateMedia({ media: "screen" });
    const [shown, wide, least] = await page.evaluate<number[]>(`
      (() => {
        const figure = document.querySelector("figure");
        const heights = [...figure.querySelectorAll("text")].map((text) => text.getBoundingClientRect().height);
        return [figure.clientWidth, figure.scrollWidth, Math.min(...heights)];
      })()`);
    assert.ok(
      shown && wide && least && shown <= widths.phone && wide > shown && least >= 11,
      `${String(least)} pixels`,
    );
  });

  it("prints on A4", async () => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    assert.ok(boxes.length > 3);
    for (const [, width, height] of boxes)
      assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [595, 842]);
  });

  it("leaves no work tree behind", () => {
    assert.equal(git("worktree", "list").trim().split("\n").length, 1);
  });

  it("says what it cannot compare with", () => {
    const { status, stderr } = report("-s", "prod", "--against", "nothing");
    assert.equal(status, 2);
    assert.match(stderr, /nothing is neither a stack nor a revision of git/);
  });
});
