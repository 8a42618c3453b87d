import assert from "node:assert/strict";
import type { Record } from "../../../infra/release/record";
import { type Recorded, redoOf, rollbackOf, type Step } from "../../../scripts/release/plan";

/** Releases of one thing, each `id@day` or `id@day#commit`, the live one last. */
function recorded(of: string, releases: readonly string[], heldBack?: string): Recorded {
  const release = (text: string) => {
    const [, id = "", day, commit] = /^([^@#]+)(?:@(\d+))?(?:#(.+))?$/.exec(text) ?? [];
    return {
      id,
      ...(day !== undefined && { at: `2026-01-0${day}T00:00:00Z` }),
      ...(commit !== undefined && { commit }),
    };
  };
  const record: Record = {
    releases: releases.map(release),
    ...(heldBack !== undefined && { heldBack: release(heldBack) }),
  };
  return { of, record };
}

const shown = (steps: readonly Step<Recorded>[]) =>
  steps.map(({ what, from, to }) => `${what.of}: ${from?.id} -> ${to.id}`);

const mistake = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Error);
  assert.equal((error as Error & { exitCode?: number }).exitCode, 2);
  assert.match(error.message, message);
  return true;
};

describe("what a rollback takes back", () => {
  const posts = recorded("functions/posts", ["5@1#a", "6@2#b", "7@4#d"]);
  const users = recorded("functions/users", ["1@1#a", "2@3#c"]);
  const site = recorded("site", ["s1@1#a", "s2@4#d"]);
  const instances = recorded("instances", ["3@2#b"]);
  const all = [site, posts, users, instances];

  it("is what is named, to the release before or to the one that is named", () => {
    assert.deepEqual(shown(rollbackOf(all, "functions/posts")), ["functions/posts: 7 -> 6"]);
    assert.deepEqual(shown(rollbackOf(all, "functions/posts", "5")), ["functions/posts: 7 -> 5"]);
    assert.deepEqual(shown(rollbackOf(all, "functions/users")), ["functions/users: 2 -> 1"]);
  });

  it("is, of several, what the newest release's commit has released, and no more", () => {
    assert.deepEqual(shown(rollbackOf(all)), ["site: s2 -> s1", "functions/posts: 7 -> 6"]);
    assert.deepEqual(shown(rollbackOf(all, "functions")), ["functions/posts: 7 -> 6"]);
  });

  it("is the newest one alone where no commit is known", () => {
    const unknown = [recorded("functions/a", ["1", "2@2"]), recorded("functions/b", ["1", "2@3"])];
    assert.deepEqual(shown(rollbackOf(unknown, "functions")), ["functions/b: 2 -> 1"]);
  });

  it("goes further back the second time, and not to what is held back", () => {
    const back = recorded("functions/posts", ["5@1", "6@2", "7@3", "6@4"], "7@3");
    assert.deepEqual(shown(rollbackOf([back], "functions/posts")), ["functions/posts: 6 -> 5"]);
  });

  it("may be a release that no record knows, which AWS decides", () => {
    assert.deepEqual(shown(rollbackOf(all, "instances", "1")), ["instances: 3 -> 1"]);
  });

  it("is refused in a sentence", () => {
    assert.throws(() => rollbackOf(all, "functions/none"), mistake(/releases no functions\/none: there is site, /));
    assert.throws(() => rollbackOf(all, "func"), mistake(/releases no func: /));
    assert.throws(() => rollbackOf([], "site"), mistake(/releases no site: there is nothing/));
    assert.throws(() => rollbackOf(all, "instances"), mistake(/no earlier release of instances/));
    assert.throws(() => rollbackOf(all, "functions", "5"), mistake(/5 of what\? Name one of functions\/posts, /));
    assert.throws(() => rollbackOf(all, "functions/posts", "7"), mistake(/7 of functions\/posts is live already/));
  });
});

describe("what is made live again", () => {
  const posts = recorded("functions/posts", ["6@2"], "7@1");
  const site = recorded("site", ["s1"], "s2");
  const users = recorded("functions/users", ["1"]);

  it("is all that is held back, or what is named of it", () => {
    assert.deepEqual(shown(redoOf([site, posts, users])), ["site: s1 -> s2", "functions/posts: 6 -> 7"]);
    assert.deepEqual(shown(redoOf([site, posts, users], "functions")), ["functions/posts: 6 -> 7"]);
  });

  it("is refused where nothing is", () => {
    assert.throws(() => redoOf([users]), mistake(/^nothing is held back$/));
    assert.throws(() => redoOf([site, users], "functions/users"), mistake(/nothing is held back of functions\/users/));
  });
});
