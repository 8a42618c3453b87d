import { createRequire } from "node:module";
import { join } from "node:path";
import { type ProgramInfo, type RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";

/** A process to start. */
export interface Process {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The exit code by which the SDK says that it has already told the user what went wrong. */
const BAIL = 32;

/**
 * The process that evaluates a program: the SDK's own entry point, taken from the program's `node_modules`. Runtime
 * options of Pulumi.yaml: `typescript` (default true), `tsconfig`, and `nodeargs`.
 */
export function programProcess(request: RunRequest, engineAddress: string): Process {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getPwd();
  const options = runtimeOptions(info);
  const entryPoint = info?.getEntryPoint() || request.getProgram() || ".";
  const args = [
    ...nodeArguments(options),
    sdkEntryPoint("run", folder),
    ...flag("monitor", request.getMonitorAddress()),
    ...flag("engine", engineAddress),
    ...flag("organization", request.getOrganization()),
    ...flag("project", request.getProject()),
    ...flag("root-directory", info?.getRootDirectory() ?? ""),
    ...flag("stack", request.getStack()),
    ...flag("pwd", request.getPwd()),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    ...(request.getParallel() > 0 ? flag("parallel", String(request.getParallel())) : []),
    // "." leaves the choice to package.json's `main`.
    entryPoint === "." ? entryPoint : join(folder, entryPoint),
    ...request.getArgsList(),
  ];
  return {
    command: process.execPath,
    args,
    cwd: request.getPwd() || folder,
    env: { ...process.env, ...optionVariables(options), ...configVariables(request) },
  };
}

/** What the engine is told when the program has ended. */
export function runResponse(code: number | null, signal: NodeJS.Signals | null): RunResponse {
  const response = new RunResponse();
  if (code === BAIL) response.setBail(true);
  else if (signal) response.setError(`the program was ended by ${signal}`);
  else if (code !== 0) response.setError(`the program ended with exit code ${code}`);
  return response;
}

/** The path of `@pulumi/pulumi/cmd/<command>` as `folder` sees it. Throws what to do when the SDK is not installed. */
export function sdkEntryPoint(command: "run" | "run-plugin" | "run-policy-pack", folder: string): string {
  try {
    return createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${command}`);
  } catch {
    throw new Error(`@pulumi/pulumi is not installed for ${folder}: run npm ci there`);
  }
}

export type RuntimeOptions = Readonly<Record<string, unknown>>;

export function runtimeOptions(info: ProgramInfo | undefined): RuntimeOptions {
  return info?.getOptions()?.toJavaScript() ?? {};
}

/** `nodeargs`, one string as on a command line. Quotes are not taken into account. */
export function nodeArguments(options: RuntimeOptions): string[] {
  const given = options["nodeargs"];
  return typeof given === "string" ? given.split(/\s+/).filter((arg) => arg !== "") : [];
}

function flag(name: string, value: string): string[] {
  return value === "" ? [] : [`--${name}`, value];
}

function optionVariables(options: RuntimeOptions): NodeJS.ProcessEnv {
  const { typescript, tsconfig } = options;
  return {
    PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false && typescript !== "false"),
    ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

/** Configuration travels in the environment, as the SDK reads it. */
function configVariables(request: RunRequest): NodeJS.ProcessEnv {
  const config = Object.fromEntries(request.getConfigMap().entries());
  return {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}
