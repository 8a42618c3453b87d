import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { awsxPlugin } from "./build";

type Plugin = ReturnType<typeof spawnPlugin>;

const root = join(__dirname, "..", "..");

/** Started as the engine does it, with an engine's address at which nobody answers. */
function spawnPlugin(folder: string) {
  return spawn(join(folder, "pulumi-resource-awsx"), ["127.0.0.1:1"], { stdio: ["pipe", "pipe", "inherit"] });
}

describe("stand-in awsx plugin", function () {
  this.timeout(30_000);
  let folder: string;
  const started: Plugin[] = [];

  before(async () => {
    // Far from any node_modules: the plugin must not need one.
    folder = mkdtempSync(join(tmpdir(), "awsx-plugin-"));
    await awsxPlugin(root).build(folder, () => undefined);
  });

  afterEach(() => started.splice(0).forEach((child) => child.kill("SIGKILL")));
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function start(): Promise<{ child: Plugin; port: number }> {
    const child = spawnPlugin(folder);
    started.push(child);
    const [answer] = (await Promise.race([once(child.stdout, "data"), once(child, "exit")])) as [unknown];
    assert.ok(answer instanceof Buffer, `the plugin ended with ${String(answer)}`);
    return { child, port: Number(answer.toString()) };
  }

  async function ended(child: Plugin): Promise<number> {
    const since = Date.now();
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    return Date.now() - since;
  }

  it("prints its port and answers with the version of @pulumi/awsx", async () => {
    const { port } = await start();
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const info = await new Promise<PluginInfo>((resolve, reject) =>
      client.getPluginInfo(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer))),
    );
    client.close();
    assert.equal(info.getVersion(), "3.9.0");
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`ends at once on ${signal}`, async () => {
      const { child } = await start();
      child.kill(signal);
      assert.ok((await ended(child)) < 1000);
    });
  }

  it("ends when the engine is gone without a word", async () => {
    const { child } = await start();
    child.stdin.end();
    assert.ok((await ended(child)) < 1000);
  });
});
