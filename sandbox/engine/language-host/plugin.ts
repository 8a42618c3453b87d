import type { RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { nodeArguments, type Process, runtimeOptions, sdkEntryPoint } from "./program";

/**
 * The process of a plugin written for Node: a policy pack (kind `analyzer`) or a provider. A policy pack runs in its own
 * folder, so that its own tsconfig.json counts; a provider in the folder that the engine names.
 */
export function pluginProcess(request: RunPluginRequest): Process {
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() || request.getProgram() || request.getPwd();
  const isPolicyPack = request.getKind() === "analyzer";
  // The two entry points of the SDK take the engine's address on different sides of the folder.
  const command = isPolicyPack
    ? [sdkEntryPoint("run-policy-pack", folder), ...request.getArgsList(), folder]
    : [sdkEntryPoint("run-plugin", folder), folder, ...request.getArgsList()];
  return {
    command: process.execPath,
    args: [...nodeArguments(runtimeOptions(info)), ...command],
    cwd: isPolicyPack ? folder : request.getPwd() || folder,
    env: { ...process.env, ...Object.fromEntries(request.getEnvList().map(splitVariable)) },
  };
}

function splitVariable(variable: string): [string, string] {
  const equals = variable.indexOf("=");
  return [variable.slice(0, equals), variable.slice(equals + 1)];
}
