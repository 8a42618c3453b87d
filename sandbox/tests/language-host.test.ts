import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Client, credentials, makeClientConstructor, type ServiceError } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { bundleHost } from "../engine/cli";
import { mayRun } from "../engine/process";
import { put } from "./checkout-fixture";
import { temporaryFolder } from "./temporary";

/** Stands for each of the SDK's entry points: notes how it was started, and does what the program's name says. */
const ENTRY_POINT = `
const fs = require("node:fs"), path = require("node:path");
const { argv, pid, env } = process;
fs.writeFileSync(path.join(__dirname, "..", "started.json"), JSON.stringify({ argv, pid, env, cwd: process.cwd() }));
console.log("out"), console.error("err");
if (env.EXIT_CODE) process.exitCode = Number(env.EXIT_CODE);
if (env.FOREVER) setInterval(() => {}, 1000);
`;

interface Started {
  readonly argv: readonly string[];
  readonly pid: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

type Unary = (request: unknown, reply: (error: ServiceError | null, response: unknown) => void) => void;

describe("pulumi-language-nodejs", () => {
  const folder = temporaryFolder();
  const executable = join(mkdtempSync(join(tmpdir(), "sandbox-test-")), "pulumi-language-nodejs");
  let host: ChildProcess | undefined;
  let client: Client | undefined;

  before(() => bundleHost(executable));
  after(() => rmSync(dirname(executable), { recursive: true }));
  beforeEach(() => {
    for (const command of ["run", "run-plugin", "run-policy-pack"]) {
      put(join(folder(), `node_modules/@pulumi/pulumi/cmd/${command}/index.js`), ENTRY_POINT);
    }
    put(join(folder(), "node_modules/@pulumi/pulumi/package.json"), '{ "version": "3.248.0" }');
    put(join(folder(), "package.json"), '{ "dependencies": { "@pulumi/pulumi": "3.248.0", "absent": "1.0.0" } }');
  });
  afterEach(() => {
    client?.close();
    host?.kill("SIGKILL");
  });

  /** Starts the host as the engine does, and connects to the port that it prints. */
  async function startHost(env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
    const child = spawn(executable, ["127.0.0.1:1"], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "ignore"],
    });
    host = child;
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    child.stdout.resume();
    const Connection = makeClientConstructor(LanguageRuntimeService, "LanguageRuntime");
    client = new Connection(`127.0.0.1:${Number(port.toString())}`, credentials.createInsecure());
    return child;
  }

  const call = <Response>(method: string, request: unknown): Promise<Response> =>
    new Promise((resolve, reject) => {
      const unary = (client as unknown as Record<string, Unary>)[method];
      unary?.call(client, request, (error, response) => (error ? reject(error) : resolve(response as Response)));
    });

  const started = (): Started =>
    JSON.parse(readFileSync(join(folder(), "node_modules/@pulumi/pulumi/cmd/started.json"), "utf8")) as Started;

  async function whenStarted(): Promise<Started> {
    for (;;) {
      try {
        return started();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  function programInfo(options: Record<string, string | boolean>): language.ProgramInfo {
    const info = new language.ProgramInfo();
    info.setRootDirectory(folder());
    info.setProgramDirectory(folder());
    info.setEntryPoint(".");
    info.setOptions(Struct.fromJavaScript(options));
    return info;
  }

  function runRequest(options: Record<string, string | boolean> = {}): language.RunRequest {
    const request = new language.RunRequest();
    request.setInfo(programInfo(options));
    request.setPwd(folder());
    request.setProject("web-platform");
    request.setStack("dev");
    request.setOrganization("organization");
    request.setMonitorAddress("127.0.0.1:2");
    request.setDryrun(true);
    request.setParallel(16);
    request.getConfigMap().set("web-platform:environment", "dev");
    request.setConfigsecretkeysList(["web-platform:token"]);
    return request;
  }

  function pluginRequest(kind: string): language.RunPluginRequest {
    const request = new language.RunPluginRequest();
    request.setInfo(programInfo({}));
    request.setPwd("/");
    request.setKind(kind);
    request.setArgsList(["127.0.0.1:1"]);
    request.setEnvList(["A=b=c"]);
    return request;
  }

  async function runPlugin(request: language.RunPluginRequest): Promise<{ output: string; exit: number | undefined }> {
    const stream = (client as unknown as Record<string, (request: unknown) => AsyncIterable<unknown>>)["runPlugin"];
    let output = "";
    let exit: number | undefined;
    for await (const message of stream?.call(client, request) ?? []) {
      const response = message as language.RunPluginResponse;
      output += Buffer.from(response.getStdout_asU8()).toString() + Buffer.from(response.getStderr_asU8()).toString();
      if (response.hasExitcode()) exit = response.getExitcode();
    }
    return { output, exit };
  }

  it("runs a program by the SDK's entry point, told of its stack, its settings and its options", async () => {
    await startHost();
    const response = await call<language.RunResponse>(
      "run",
      runRequest({ typescript: false, nodeargs: "--no-warnings --stack-size=900" }),
    );
    assert.deepEqual([response.getError(), response.getBail()], ["", false]);
    const { argv, cwd, env } = started();
    const flags =
      "--monitor 127.0.0.1:2 --engine 127.0.0.1:1 --organization organization --project web-platform " +
      `--root-directory ${folder()} --stack dev --pwd ${folder()} --dry-run --parallel 16 .`;
    assert.equal(argv.slice(2).join(" "), flags);
    assert.equal(cwd, folder());
    assert.equal(env["PULUMI_CONFIG"], '{"web-platform:environment":"dev"}');
    assert.equal(env["PULUMI_CONFIG_SECRET_KEYS"], '["web-platform:token"]');
    assert.equal(env["PULUMI_NODEJS_TYPESCRIPT"], "false");
  });

  it("tells a program that has explained its failure (exit code 32) from one that has not", async () => {
    await startHost({ EXIT_CODE: "32" });
    assert.ok((await call<language.RunResponse>("run", runRequest())).getBail());
    assert.equal(started().env["PULUMI_NODEJS_TYPESCRIPT"], "true");
    host?.kill("SIGKILL");
    await startHost({ EXIT_CODE: "3" });
    assert.match((await call<language.RunResponse>("run", runRequest())).getError(), /exit code 3/);
  });

  it("says what to do when the SDK is not installed", async () => {
    await startHost();
    const request = runRequest();
    request.getInfo()?.setProgramDirectory("/");
    assert.match((await call<language.RunResponse>("run", request)).getError(), /not installed for \/: run npm ci/);
  });

  it("runs a policy pack in its own folder, hands on its output and its exit code", async () => {
    await startHost({ EXIT_CODE: "7" });
    const { output, exit } = await runPlugin(pluginRequest("analyzer"));
    assert.deepEqual([output.split("\n").sort().join(" ").trim(), exit], ["err out", 7]);
    const { argv, cwd, env } = started();
    assert.match(argv[1] ?? "", /run-policy-pack/);
    assert.deepEqual(argv.slice(2), ["127.0.0.1:1", folder()]);
    assert.deepEqual([cwd, env["A"]], [folder(), "b=c"]);
  });

  it("runs a provider in the folder that the engine names", async () => {
    await startHost();
    assert.equal((await runPlugin(pluginRequest("resource"))).exit, 0);
    const { argv, cwd } = started();
    assert.match(argv[1] ?? "", /run-plugin/);
    assert.deepEqual(argv.slice(2), [folder(), "127.0.0.1:1"]);
    assert.equal(cwd, "/");
  });

  it("gives what is installed, asks for no plugin, and says that it is a stand-in", async () => {
    await startHost();
    assert.match((await call<PluginInfo>("getPluginInfo", new Empty())).getVersion(), /sandbox/);
    const about = await call<language.AboutResponse>("about", new language.AboutRequest());
    assert.equal(about.getVersion(), process.version);
    const dependencies = new language.GetProgramDependenciesRequest();
    dependencies.setInfo(programInfo({}));
    const found = await call<language.GetProgramDependenciesResponse>("getProgramDependencies", dependencies);
    assert.deepEqual(
      found.getDependenciesList().map((dependency) => dependency.toObject()),
      [{ name: "@pulumi/pulumi", version: "3.248.0" }],
    );
    const required = new language.GetRequiredPackagesRequest();
    const packages = await call<language.GetRequiredPackagesResponse>("getRequiredPackages", required);
    assert.deepEqual(packages.getPackagesList(), []);
  });

  for (const [name, end] of [
    ["it is interrupted", (child: ChildProcess) => child.kill("SIGINT")],
    ["the engine is gone", (child: ChildProcess) => child.stdin?.end()],
  ] as const) {
    it(`ends at once, and its program with it, when ${name}`, async () => {
      const child = await startHost({ FOREVER: "1" });
      call("run", runRequest()).catch(() => undefined);
      const { pid } = await whenStarted();
      const before = Date.now();
      end(child);
      await once(child, "exit");
      assert.ok(Date.now() - before < 1000, `took ${Date.now() - before} ms`);
      for (let waited = 0; mayRun("", pid) && waited < 1000; waited += 20) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const survived = mayRun("", pid);
      if (survived) process.kill(pid, "SIGKILL");
      assert.ok(!survived, "the program still runs");
    });
  }
});
