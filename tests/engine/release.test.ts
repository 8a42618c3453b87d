import assert from "node:assert/strict";
import type { Listed } from "../../scripts/release/listed";
import { AT_ONCE, NO_POLICIES, NOTHING, Platform } from "./platform";

interface Outputs {
  readonly api: { readonly id: string };
  readonly site: { readonly domainName: string };
}

/** A site and functions, released three times, taken back by hand, and released again. */
describe("npm run release", () => {
  const platform = new Platform();
  after(() => platform.remove());

  const release = (...words: string[]) => platform.run("release", "-s", "dev", ...words);
  const up = () => platform.run("up", "-s", "dev", ...AT_ONCE, NO_POLICIES);

  async function done(...words: string[]): Promise<string> {
    const { code, output } = await release(...words);
    assert.equal(code, 0, output);
    return output;
  }

  /** What it lists of one thing: newest first, ids by their place among those that were ever seen. */
  async function releasesOf(what: string): Promise<Listed[]> {
    const { code, stdout, output } = await release("list", "--json");
    assert.equal(code, 0, output);
    return (JSON.parse(stdout) as Listed[]).filter((each) => each.what === what);
  }
  const liveOf = async (what: string) => (await releasesOf(what)).find(({ is }) => is === "live")?.release;

  async function served(): Promise<{ page: string; health: string; extra: number }> {
    const aws = await platform.localAws();
    const { api, site } = await platform.outputs<Outputs>("dev");
    const page = await aws.ask(site.domainName, "GET", "/release.txt");
    const extra = await aws.ask(site.domainName, "GET", "/extra.txt");
    const health = await aws.ask(aws.apiHost(api.id), "GET", "/api/health");
    return { page: page.body, health: health.body, extra: extra.status };
  }

  /** Another site and another function. */
  function change(to: string): void {
    platform.write("app/site/release.txt", to);
    platform.change("app/functions/health/index.ts", (source) =>
      source.replace(/async \(\) => .*/, `async () => ({ ...healthy, body: "${to}" });`),
    );
  }

  before(async () => {
    for (const section of ["database", "cache"]) platform.set("dev", section, { enabled: false });
    platform.set("dev", "compute", {
      kind: "functions",
      routes: [{ route: "GET /api/health", to: "function health" }],
      functions: { health: {} },
    });
    change("one");
    platform.write("app/site/extra.txt", "of the first");
    await platform.up("dev");
    change("two");
    platform.delete("app/site/extra.txt");
    await platform.up("dev");
  });

  it("lists what was released, and which of it is live", async () => {
    const [now, before, ...more] = await releasesOf("site");
    assert.deepEqual([now?.is, before?.is, more], ["live", "earlier", []]);
    assert.ok(Date.parse(String(before?.at)) < Date.parse(String(now?.at)));
    assert.deepEqual(
      (await releasesOf("functions/health")).map(({ release: id, is }) => [id, is]),
      [
        ["2", "live"],
        ["1", "earlier"],
      ],
    );
    assert.match(
      await done(),
      /^what +release +out since[^]*^site +[0-9a-f]{12} +20[^]*^functions\/health +2 .*live$/m,
    );
  });

  it("changes nothing where what is named is not there, or nobody can be asked", async () => {
    for (const [words, sentence] of [
      [["rollback", "functions/health", "9"], "functions/health has no version 9"],
      [["rollback", "site", "0123456789ab"], "has no release 0123456789ab"],
    ] as const) {
      const { code, output } = await release(...words, "--yes");
      assert.equal(code, 2, output);
      assert.ok(output.includes(sentence), output);
    }
    const { code, output } = await release("rollback", "site");
    assert.deepEqual([code, output.includes("--yes")], [2, true], output);
    assert.deepEqual(await served(), { page: "two", health: "two", extra: 404 });
  });

  it("takes both back, and state and AWS agree", async () => {
    assert.match(await done("rollback", "site", "--yes"), /site: 2 files put back, 0 deleted, 1 paths invalidated/);
    await done("rollback", "functions/health", "--yes");
    assert.deepEqual(await served(), { page: "one", health: "one", extra: 200 });
    assert.deepEqual(await liveOf("functions/health"), "1");
    await platform.hasNotDrifted("dev");
  });

  it("stops an up of the same, which would release it again", async () => {
    const refused = async (sentence: RegExp) => {
      const { code, output } = await up();
      assert.notEqual(code, 0);
      assert.match(output, sentence);
    };
    await refused(/functions\/health: this would release 2 again.* rolled back by hand.* --redo functions\/health$/m);
    assert.deepEqual(await served(), { page: "one", health: "one", extra: 200 });
    await done("--redo", "functions", "--yes");
    await refused(/site: this would release [0-9a-f]{12} again.* rolled back by hand.* --redo site$/m);
    assert.deepEqual(await served(), { page: "one", health: "two", extra: 200 });
  });

  it("makes it live again when told so, after which an up changes no release", async () => {
    await done("--redo", "--yes");
    assert.deepEqual(await served(), { page: "two", health: "two", extra: 404 });
    assert.equal((await up()).code, 0);
    assert.deepEqual(await served(), { page: "two", health: "two", extra: 404 });
    await platform.isUpToDate("dev");
    await platform.hasNotDrifted("dev");
  });

  it("lets another release follow one that was taken back", async () => {
    await done("rollback", "site", "--yes");
    await done("rollback", "functions", "--yes");
    change("three");
    await platform.up("dev");
    assert.deepEqual(await served(), { page: "three", health: "three", extra: 404 });
    await platform.hasNotDrifted("dev");
    const held = (await Promise.all(["site", "functions/health"].map(releasesOf))).flat();
    assert.deepEqual(
      held.filter(({ is }) => is === "held back"),
      [],
    );
  });

  it("leaves nothing in AWS when it is destroyed", async () => {
    await platform.destroy("dev");
    // Who takes a release back does so with rights of their own, and not with those of a deployment.
    const { made, kept } = await platform.left();
    assert.deepEqual({ made, kept }, { made: NOTHING.made, kept: NOTHING.kept });
  });
});
