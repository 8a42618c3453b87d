import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { users } from "../../../app/data/collections";
import { bundleOf } from "./bundle";
import { Child } from "./child";

describe("The users service", () => {
  let child: Child;
  before(async () => {
    child = Child.start(await bundleOf("instance"));
  });
  after(() => child.kill());

  it("serves health, the list and one user, and 404 for the rest, all in JSON", async () => {
    for (const [path, status, body] of [
      ["/health", 200, { status: "ok" }],
      ["/api/users", 200, users.seed],
      ["/api/users?page=2", 200, users.seed],
      ["/api/users/2", 200, users.seed[1]],
      ["/api/users/none", 404, { error: "not found" }],
      ["//", 404, { error: "not found" }],
      ["/api/posts", 404, { error: "not found" }],
    ] as const) {
      const answer = await child.get(path);
      assert.deepEqual([path, answer.status, answer.body], [path, status, body]);
      assert.equal(answer.headers.get("content-type"), "application/json");
      assert.equal(answer.headers.get("cache-control"), "no-store");
    }
  });

  it("keeps idle connections longer than the load balancer does", async () => {
    const { headers } = await child.get("/health");
    assert.equal(headers.get("keep-alive"), "timeout=65");
  });

  it("keeps them for as long as it is told", async () => {
    const told = Child.start(await bundleOf("instance"), { KEEP_ALIVE_SECONDS: "4005" });
    assert.equal((await told.get("/health")).headers.get("keep-alive"), "timeout=4005");
    await told.kill();
    const wrong = Child.start(await bundleOf("instance"), { KEEP_ALIVE_SECONDS: "long" });
    assert.equal(await wrong.exitCode(), 1);
    assert.match(wrong.output.join(), /KEEP_ALIVE_SECONDS is long/);
  });

  it("exits with 1 and says why when it cannot listen", async () => {
    const second = Child.start(await bundleOf("instance"), { PORT: String(await child.port()) });
    assert.equal(await second.exitCode(), 1);
    assert.match(second.output.join(), /cannot_listen.*EADDRINUSE/);
  });

  it("in the end, at SIGTERM, finishes what is under way, accepts nothing new, and exits with 0", async () => {
    const port = await child.port();
    const idle = connect(port, "127.0.0.1");
    idle.write("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(idle, "data");
    const busy = connect(port, "127.0.0.1");
    busy.write("GET /api/users/1 HTTP/1.1\r\nHost: a\r\n");
    // Answered after the half request arrived, because the service reads in turn.
    await child.get("/health");

    child.terminate();
    await once(idle, "close");
    const [refused] = (await once(connect(port, "127.0.0.1"), "error")) as [NodeJS.ErrnoException];
    // Reset, if it came between the service's closing of the port and the kernel's.
    assert.match(refused.code ?? "", /^ECONN(REFUSED|RESET)$/);

    busy.write("\r\n");
    const answer = await text(busy);
    assert.match(answer, /^HTTP\/1.1 200 OK/);
    assert.match(answer, /connection: close/i);
    assert.ok(answer.endsWith(JSON.stringify(users.seed[0])));
    assert.equal(await child.exitCode(), 0);
  });
});
