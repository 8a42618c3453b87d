import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn, type SpawnOptions } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { parse, stringify } from "yaml";
import { openCheckout } from "../../sandbox/checkout";
import { calledOperations } from "../../sandbox/local-aws/calls";
import { type Inventory, inventory } from "../../sandbox/local-aws/inventory";
import { localAwsUrl, startLocalAws, stopLocalAws } from "../../sandbox/local-aws/server";
import { unlisted } from "./deploy-actions";
import { STACK, type StateResource } from "./graph";
import { LocalAws } from "./local-aws";
import { type Step, stepsOf, unexplained } from "./steps";

const root = join(__dirname, "../..");
const copied = ["app", "bootstrap", "infra", "policies", "sandbox", "scripts", "package.json", "tsconfig.json"];
const stackFiles = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"];

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order of their arrival. */
  readonly output: string;
}

/** A stack in Pulumi's file backend. */
interface Checkpoint {
  readonly checkpoint: { readonly latest: { readonly resources?: readonly StateResource[] } };
}

/** What stacks leave behind. */
export interface Left extends Pick<Inventory, "made" | "kept"> {
  /** Operations of AWS that were called and that a role that deploys is not known to need, see bootstrap/permissions/called.json. */
  readonly unlisted: readonly string[];
}

/** What a stack leaves that has been destroyed. */
export const NOTHING: Left = { made: {}, kept: {}, unlisted: [] };

/**
 * A copy of the repository with a state and a local AWS of its own, driven as a user drives it: by the sandbox's command
 * line. Tests change its stack files and its program; several run side by side.
 */
export class Platform {
  readonly folder = mkdtempSync(join(tmpdir(), "web-platform-"));
  /** Variables that commands find in their environment, beside those of the tests. */
  readonly variables: Record<string, string> = {};
  private kept = false;
  /** Whether the policies have judged the settings as they are now. */
  private judged = false;

  constructor() {
    const own = (path: string) => !["node_modules", ".sandbox"].includes(basename(path));
    for (const entry of [...copied, ...stackFiles]) {
      cpSync(join(root, entry), join(this.folder, entry), { recursive: true, filter: own });
    }
    for (const modules of ["node_modules", "app/node_modules", "policies/node_modules", "sandbox/node_modules"]) {
      if (existsSync(join(root, modules))) symlinkSync(join(root, modules), join(this.folder, modules));
    }
  }

  /** Changes keys in a section of a stack file, as an editor would. */
  set(stack: string, section: string, values: object): void {
    this.edit(stack, section, (before) => ({ ...before, ...values }));
  }

  /** Writes a section of a stack file anew. */
  replace(stack: string, section: string, values: object): void {
    this.edit(stack, section, () => values);
  }

  /** Gives up what a stack has of some types that hold data, by its ids: the next update may replace or delete it. */
  async loses(stack: string, ...types: string[]): Promise<void> {
    const ids = (await this.state(stack)).flatMap(({ type, id }) => (types.includes(type) && id ? [id] : []));
    this.edit(stack, "loseData", () => ids);
  }

  /** Puts another program in the place of the platform's. */
  replaceProgram(source: string): void {
    this.change("infra/index.ts", () => source);
  }

  /** Runs `npm run sandbox -- ...`, less npm. Nobody kills it, so its state is saved at its end alone, and not with every step. */
  run(...args: string[]): Promise<Result> {
    return finished(this.spawn(args, {}, { PULUMI_SKIP_CHECKPOINTS: "true" }));
  }

  /** The same in a process group of its own, to be killed on the way with all that it started. */
  start(...args: string[]): { readonly result: Promise<Result>; readonly kill: () => void } {
    const child = this.spawn(args, { detached: true });
    return { result: finished(child), kill: () => child.pid !== undefined && process.kill(-child.pid, "SIGKILL") };
  }

  private spawn(
    args: readonly string[],
    options: SpawnOptions,
    variables: Readonly<Record<string, string>> = {},
  ): Child {
    return spawn(process.execPath, ["--import", "tsx", "sandbox/cli.ts", ...args], {
      ...options,
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      // The flag for a log of events is one of those for debugging.
      env: { ...process.env, PULUMI_DEBUG_COMMANDS: "true", ...variables, ...this.variables },
    });
  }

  /** Runs a command that has to succeed. */
  async succeed(...args: string[]): Promise<Result> {
    const result = await this.run(...args);
    if (result.code === 0) return result;
    this.kept = true;
    throw new Error(`in ${this.folder}, pulumi ${args.join(" ")} ended with ${result.code}:\n${result.output}`);
  }

  /** Has a local AWS run, for what has to be in it before the first command. */
  async startAws(): Promise<LocalAws> {
    await startLocalAws({ checkout: this.folder, minuteSeconds: this.variables["SANDBOX_MINUTE_SECONDS"] });
    return this.localAws();
  }

  /**
   * Updates a stack, and gives what it did to each resource that changed. Fails also when it sends again what AWS was told
   * before. Does nothing twice: there is no preview before it, and the policies judge settings that they have not judged yet.
   */
  async up(stack: string): Promise<Step[]> {
    const log = join(this.folder, `events-${stack}.jsonl`);
    const flags = this.judged ? [NO_POLICIES] : [];
    await this.succeed("up", "-s", stack, ...AT_ONCE, "--event-log", log, ...flags);
    this.judged = true;
    const steps = stepsOf(readFileSync(log, "utf8"));
    rmSync(log);
    assert.deepEqual(unexplained(steps), []);
    return steps.filter(({ op }) => op !== "same");
  }

  /** Has an update that changes nothing. */
  async isUpToDate(stack: string): Promise<void> {
    await this.succeed("up", "-s", stack, ...AT_ONCE, "--expect-no-changes", NO_POLICIES);
  }

  /** Has a refresh that finds AWS as the state says. */
  async hasNotDrifted(stack: string): Promise<void> {
    await this.succeed("refresh", "-s", stack, ...AT_ONCE, "--expect-no-changes");
  }

  async destroy(stack: string): Promise<void> {
    await this.succeed("destroy", "-s", stack, ...AT_ONCE);
  }

  /** What its stacks have left behind. */
  async left(): Promise<Left> {
    const { made, kept } = await inventory(this.folder);
    return { made, kept, unlisted: unlisted(await calledOperations(this.folder)) };
  }

  /** What a preview would do to each resource that it would change. The policies are not asked. */
  async plannedSteps(stack: string): Promise<Pick<Step, "op" | "urn">[]> {
    const { stdout } = await this.succeed("preview", "-s", stack, "--json", NO_POLICIES);
    const { steps = [] } = JSON.parse(stdout) as { steps?: Pick<Step, "op" | "urn">[] };
    return steps.filter((step) => step.op !== "same");
  }

  /** What Pulumi's file backend has of a stack, as `pulumi stack export` tells it, read where it is. */
  async state(stack: string): Promise<StateResource[]> {
    const { state, project } = openCheckout(this.folder);
    const file = join(state, ".pulumi/stacks", project, `${stack}.json`);
    return [...((JSON.parse(readFileSync(file, "utf8")) as Checkpoint).checkpoint.latest.resources ?? [])];
  }

  /** The values that Secrets Manager keeps in the local AWS, and the passwords in them. */
  async secretValues(): Promise<string[]> {
    const aws = await this.localAws();
    const call = <T>(action: string, input: object) => aws.json<T>("secretsmanager", `secretsmanager.${action}`, input);
    const { SecretList } = await call<{ SecretList: { ARN: string }[] }>("ListSecrets", {});
    const values = SecretList.map(async ({ ARN }) => {
      const { SecretString } = await call<{ SecretString: string }>("GetSecretValue", { SecretId: ARN });
      return (JSON.parse(SecretString) as { password: string }).password;
    });
    return Promise.all(values);
  }

  /** The local AWS that the stacks were deployed to. */
  async localAws(): Promise<LocalAws> {
    const url = await localAwsUrl({ checkout: this.folder });
    if (url === undefined) throw new Error("the local AWS does not run");
    return new LocalAws(this.folder, url);
  }

  /** What a stack tells of itself. */
  async outputs<T>(stack: string): Promise<T> {
    return (await this.state(stack)).find(({ type }) => type === STACK)?.outputs as T;
  }

  /** Changes a file of the repository. */
  change(path: string, edit: (source: string) => string): void {
    const file = join(this.folder, path);
    writeFileSync(file, edit(readFileSync(file, "utf8")));
  }

  /** Writes a file of the repository, and makes its folder. */
  write(path: string, content: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Deletes a file of the repository, or a folder. */
  delete(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  private edit(stack: string, section: string, change: (before: object | undefined) => object): void {
    const path = join(this.folder, `Pulumi.${stack}.yaml`);
    const file = parse(readFileSync(path, "utf8")) as { config: Record<string, object | undefined> };
    const key = `web-platform:${section}`;
    file.config[key] = change(file.config[key]);
    writeFileSync(path, stringify(file));
    this.judged = false;
  }

  /** Ends the local AWS and removes the copy, unless a command has failed in it: its state and logs tell why. */
  async remove(): Promise<void> {
    await stopLocalAws({ checkout: this.folder });
    if (!this.kept) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Without a question, and without a preview, which takes as much of the machine as what it shows. */
export const AT_ONCE = ["--yes", "--skip-preview"];
export const NO_POLICIES = "--policy-pack=";

type Child = ChildProcessByStdio<null, Readable, Readable>;

function finished(child: Child): Promise<Result> {
  return new Promise((resolve, reject) => {
    const all: Buffer[] = [];
    const streams = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (data: Buffer) => {
        streams[name].push(data);
        all.push(data);
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      const text = (parts: Buffer[]) => Buffer.concat(parts).toString();
      resolve({ code: code ?? -1, stdout: text(streams.stdout), stderr: text(streams.stderr), output: text(all) });
    });
  });
}
