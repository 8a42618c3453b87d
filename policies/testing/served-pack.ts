import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

import { type Fixture, urnOf, type View } from "./fixtures";

/** A whole stack is one message, larger than what gRPC takes by itself. */
const large = { "grpc.max_send_message_length": -1, "grpc.max_receive_message_length": -1 };

type Answer<T> = (error: Error | null, answer: T) => void;

/** The pack in a process of its own, as the engine starts it, spoken to over the engine's protocol. */
export class ServedPack {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Starts the pack, or another one. Fails with what it wrote when it does not come up. The caller must {@link stop} it. */
  static async start(folder = join(__dirname, "..")): Promise<ServedPack> {
    const program = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const child = spawn(process.execPath, [program, "127.0.0.1:0", folder], { cwd: folder });
    let words = "";
    child.stderr.on("data", (data: Buffer) => (words += data.toString()));
    const port = await Promise.race([
      once(child.stdout, "data").then(([data]) => String(data).trim()),
      once(child, "exit").then(() => Promise.reject(new Error(`the pack did not start: ${words}`))),
    ]);
    return new ServedPack(child, new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), large));
  }

  stop(): void {
    this.client.close();
    this.process.kill();
  }

  /** What it has taken of a processor by now, on Linux (proc_pid_stat(5): the clock ticks are hundredths). */
  processorSeconds(): number {
    const [, stat = ""] = readFileSync(`/proc/${this.process.pid}/stat`, "utf8").split(") ");
    const [user, system] = stat.split(" ").slice(11, 13).map(Number);
    return ((user ?? 0) + (system ?? 0)) / 100;
  }

  info(): Promise<analyzer.AnalyzerInfo.AsObject> {
    return call<analyzer.AnalyzerInfo>((answer) => this.client.getAnalyzerInfo(new Empty(), answer)).then((info) =>
      info.toObject(),
    );
  }

  /** What the pack finds in the inputs of one resource. */
  analyze({ fixture, inputs }: View): Promise<analyzer.AnalyzeDiagnostic.AsObject[]> {
    const request = new analyzer.AnalyzeRequest();
    request.setType(fixture.type);
    request.setName(fixture.name);
    request.setUrn(urnOf(fixture));
    request.setProperties(Struct.fromJavaScript(inputs as Record<string, JavaScriptValue>));
    request.setOptions(new analyzer.AnalyzerResourceOptions());
    return diagnostics((answer) => this.client.analyze(request, answer));
  }

  /** What the pack finds in a stack. */
  analyzeStack(views: readonly View[]): Promise<analyzer.AnalyzeDiagnostic.AsObject[]> {
    const request = new analyzer.AnalyzeStackRequest();
    request.setResourcesList(views.map(stackResource));
    return diagnostics((answer) => this.client.analyzeStack(request, answer));
  }
}

function stackResource({ fixture, outputs, dependencies }: View): analyzer.AnalyzerResource {
  const resource = new analyzer.AnalyzerResource();
  resource.setType(fixture.type);
  resource.setName(fixture.name);
  resource.setUrn(urnOf(fixture));
  resource.setProperties(Struct.fromJavaScript(outputs as Record<string, JavaScriptValue>));
  resource.setOptions(new analyzer.AnalyzerResourceOptions());
  for (const [property, targets] of Object.entries<readonly Fixture[]>(dependencies)) {
    const urns = new analyzer.AnalyzerPropertyDependencies();
    urns.setUrnsList(targets.map(urnOf));
    resource.getPropertydependenciesMap().set(property, urns);
  }
  return resource;
}

async function diagnostics(invoke: (answer: Answer<analyzer.AnalyzeResponse>) => void) {
  return (await call(invoke)).getDiagnosticsList().map((diagnostic) => diagnostic.toObject());
}

function call<T>(invoke: (answer: Answer<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    invoke((error, answer) => (error ? reject(error) : resolve(answer)));
  });
}
