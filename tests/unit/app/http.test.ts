import assert from "node:assert/strict";
import { type Post, posts } from "../../../app/data/collections";
import { DatabaseAway } from "../../../app/data/database";
import { SettingsError } from "../../../app/data/settings";
import { BuiltInStore, type Store } from "../../../app/data/store";
import { answerFrom } from "../../../app/http";
import { recordedLog } from "./recorded-log";

const root = "/api/posts";
const headers = { "content-type": "application/json", "cache-control": "no-store" };
const store = new BuiltInStore(posts);

function ask(path: string, { method = "GET", open = (): Store<Post> => store } = {}) {
  const { log, lines } = recordedLog();
  return answerFrom(open, { request: { method, path }, root, log }).then((answer) => ({ ...answer, lines }));
}

describe("An answer", () => {
  it("to the root is the list, as JSON that nobody keeps", async () => {
    const { lines, ...answer } = await ask(root);
    assert.deepEqual(answer, { statusCode: 200, headers, body: JSON.stringify(posts.seed) });
    assert.deepEqual(lines, []);
  });

  it("to an id is the one item", async () => {
    assert.deepEqual(JSON.parse((await ask(`${root}/2`)).body), posts.seed[1]);
  });

  for (const path of [
    `${root}/4`,
    `${root}/`,
    `${root}/1/comments`,
    "/api/postscript",
    "/",
    "//",
    "",
    `${root}/__proto__`,
  ]) {
    it(`to GET ${path || "nothing"} is a 404 in JSON`, async () => {
      assert.deepEqual(await ask(path), { statusCode: 404, headers, body: `{"error":"not found"}`, lines: [] });
    });
  }

  for (const method of ["POST", "DELETE", "OPTIONS"]) {
    it(`to ${method} is a 404`, async () => assert.equal((await ask(root, { method })).statusCode, 404));
  }

  for (const id of ["%00", "a".repeat(37), "1'--", "a:b", "é"]) {
    it(`to the id ${id}, which can be none, is a 404 without a look`, async () => {
      const open = () => assert.fail("looked");
      assert.equal((await ask(`${root}/${id}`, { open })).statusCode, 404);
    });
  }

  it("without a database is a 503 that says when to come back; the log knows why", async () => {
    const away = { list: () => Promise.reject(new DatabaseAway("ECONNREFUSED: connect")), get: store.get.bind(store) };
    const { lines, ...answer } = await ask(root, { open: () => away });
    assert.equal(answer.statusCode, 503);
    assert.deepEqual(answer.headers, { ...headers, "retry-after": "5" });
    assert.deepEqual(JSON.parse(answer.body), { error: "the data is not available now" });
    assert.deepEqual(lines, [{ level: "error", event: "database_away", details: { reason: "ECONNREFUSED: connect" } }]);
  });

  it("of a misconfigured workload is a 500; the log says what is wrong", async () => {
    const open = () => {
      throw new SettingsError("DATABASE_HOST is not set");
    };
    const { lines, statusCode, body } = await ask(root, { open });
    assert.equal(statusCode, 500);
    assert.deepEqual(JSON.parse(body), { error: "internal error" });
    assert.deepEqual(lines[0]?.details, { reason: "DATABASE_HOST is not set" });
  });
});
