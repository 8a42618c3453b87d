import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A line of the structured log. */
type Line = Readonly<Record<string, unknown>>;

/** The users service as a process of its own, on a port of 127.0.0.1. */
export class Child {
  readonly output: string[] = [];
  private readonly exit: Promise<unknown[]>;
  private readonly heard: Promise<number>;

  private constructor(private readonly process: ChildProcess) {
    this.exit = once(process, "exit");
    this.heard = new Promise((resolve, reject) => {
      for (const stream of [process.stdout, process.stderr]) {
        if (!stream) continue;
        createInterface(stream).on("line", (line) => {
          this.output.push(line);
          if (line.includes(`"listening"`)) resolve(Number((JSON.parse(line) as Line)["port"]));
        });
      }
      void this.exit.then(() => reject(new Error(this.output.join("\n"))));
    });
    // Who does not ask for the port has no use for its failure.
    this.heard.catch(() => undefined);
  }

  static start(file: string, environment: Readonly<Record<string, string>> = {}): Child {
    // Nothing of this process's environment, so that no setting or credentials of the machine get in.
    const env = { HOST: "127.0.0.1", PORT: "0", NODE_NO_WARNINGS: "1", ...environment };
    return new Child(spawn(process.execPath, [file], { env, stdio: ["ignore", "pipe", "pipe"] }));
  }

  port(): Promise<number> {
    return this.heard;
  }

  async get(path: string): Promise<{ status: number; headers: Headers; body: unknown }> {
    const response = await fetch(`http://127.0.0.1:${await this.port()}${path}`);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  events(): unknown[] {
    return this.output.map((line) => (JSON.parse(line) as Line)["event"]);
  }

  terminate(): void {
    this.process.kill("SIGTERM");
  }

  async exitCode(): Promise<unknown> {
    return (await this.exit)[0];
  }

  /** For the end of a test, whatever became of it. */
  async kill(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.exit;
  }
}
