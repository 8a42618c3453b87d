import type {
  handleServerStreamingCall,
  handleUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { startChild, stopChildren } from "./children";
import { programDependencies } from "./dependencies";
import { pluginProcess } from "./plugin";
import { type Process, programProcess, runResponse } from "./program";

/** The version it gives itself: `pulumi about` shows it, and nobody takes it for the official host. */
const VERSION = "0.1.0-sandbox";

/**
 * The LanguageRuntime service (pulumi/language.proto) as far as running goes. Generating code (`pulumi import`'s program
 * text, `pulumi convert`, SDKs) is the official host's business: those calls answer "unimplemented".
 */
export function languageRuntime(engineAddress: string): UntypedServiceImplementation {
  let engine = engineAddress;

  const handshake: handleUnaryCall<language.LanguageHandshakeRequest, language.LanguageHandshakeResponse> = (
    call,
    reply,
  ) => {
    engine = call.request.getEngineAddress() || engine;
    reply(null, new language.LanguageHandshakeResponse());
  };

  const getPluginInfo: handleUnaryCall<Empty, PluginInfo> = (_call, reply) => {
    const info = new PluginInfo();
    info.setVersion(VERSION);
    reply(null, info);
  };

  const about: handleUnaryCall<language.AboutRequest, language.AboutResponse> = (_call, reply) => {
    const response = new language.AboutResponse();
    response.setExecutable(process.execPath);
    response.setVersion(process.version);
    reply(null, response);
  };

  // Always none: the engine then loads the plugins of the resources that a program does register, and no others. The
  // list of the installed SDKs would add what none of them uses (awsx brings docker's), and the engine would insist on
  // fetching those plugins.
  const getRequiredPackages: handleUnaryCall<
    language.GetRequiredPackagesRequest,
    language.GetRequiredPackagesResponse
  > = (_call, reply) => reply(null, new language.GetRequiredPackagesResponse());
  const getRequiredPlugins: handleUnaryCall<language.GetRequiredPluginsRequest, language.GetRequiredPluginsResponse> = (
    _call,
    reply,
  ) => reply(null, new language.GetRequiredPluginsResponse());

  const getProgramDependencies: handleUnaryCall<
    language.GetProgramDependenciesRequest,
    language.GetProgramDependenciesResponse
  > = (call, reply) => {
    const folder = call.request.getInfo()?.getProgramDirectory() || call.request.getPwd();
    const response = new language.GetProgramDependenciesResponse();
    for (const { name, version } of programDependencies(folder, call.request.getTransitivedependencies())) {
      const dependency = new language.DependencyInfo();
      dependency.setName(name);
      dependency.setVersion(version);
      response.addDependencies(dependency);
    }
    reply(null, response);
  };

  const installDependencies: handleServerStreamingCall<
    language.InstallDependenciesRequest,
    language.InstallDependenciesResponse
  > = (call) => {
    const cwd = call.request.getInfo()?.getProgramDirectory() || call.request.getDirectory();
    streamed(call, { command: "npm", args: ["install"], cwd, env: process.env }, (stream, data) => {
      const response = new language.InstallDependenciesResponse();
      if (stream === "stdout") response.setStdout(data);
      else response.setStderr(data);
      call.write(response);
    }).then(
      (code) => (code === 0 ? call.end() : call.destroy(new Error(`npm install ended with exit code ${code}`))),
      (error: unknown) => call.destroy(error as Error),
    );
  };

  const run: handleUnaryCall<language.RunRequest, language.RunResponse> = (call, reply) => {
    let program: Process;
    try {
      program = programProcess(call.request, engine);
    } catch (error) {
      const response = new language.RunResponse();
      response.setError((error as Error).message);
      reply(null, response);
      return;
    }
    // What the program prints is passed on by the engine, which reads this process's output.
    const child = startChild(program.command, program.args, {
      cwd: program.cwd,
      env: program.env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    call.on("cancelled", () => child.kill());
    child.once("error", (error) => reply(error));
    child.once("close", (code, signal) => reply(null, runResponse(code, signal)));
  };

  const runPlugin: handleServerStreamingCall<language.RunPluginRequest, language.RunPluginResponse> = (call) => {
    let plugin: Process;
    try {
      plugin = pluginProcess(call.request);
    } catch (error) {
      call.destroy(error as Error);
      return;
    }
    streamed(call, plugin, (stream, data) => {
      const response = new language.RunPluginResponse();
      if (stream === "stdout") response.setStdout(data);
      else response.setStderr(data);
      call.write(response);
    }).then(
      (code) => {
        const response = new language.RunPluginResponse();
        response.setExitcode(code);
        call.write(response);
        call.end();
      },
      (error: unknown) => call.destroy(error as Error),
    );
  };

  const cancel: handleUnaryCall<Empty, Empty> = (_call, reply) => {
    stopChildren();
    reply(null, new Empty());
  };

  return {
    handshake,
    getPluginInfo,
    about,
    getRequiredPackages,
    getRequiredPlugins,
    getProgramDependencies,
    installDependencies,
    run,
    runPlugin,
    cancel,
  };
}

/** Runs a process for a streaming call, handing on its output; gives the exit code. It ends when the caller cancels. */
function streamed<Request, Response>(
  call: ServerWritableStream<Request, Response>,
  what: Process,
  onData: (stream: "stdout" | "stderr", data: Uint8Array) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = startChild(what.command, what.args, {
      cwd: what.cwd,
      env: what.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout?.on("data", (data: Buffer) => onData("stdout", data));
    child.stderr?.on("data", (data: Buffer) => onData("stderr", data));
    call.on("cancelled", () => child.kill());
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
