import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const bootFolder = join(__dirname, "../../../../infra/compute/instances/boot");
export const bootFile = (name: string): string => readFileSync(join(bootFolder, name), "utf8");

const agent = "opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl";

/** Commands that a script must not really run; each is recorded, and does nothing unless told what. */
const commands = ["aws", "chgrp", "dnf", "docker", "systemctl", "unzip"];

interface Outcome {
  readonly status: number | null;
  /** What it printed on both streams. */
  readonly output: string;
  /** The recorded commands, with the machine's root as `<root>`. */
  readonly calls: readonly string[];
}

/** A folder that stands for an instance's file system, and the commands there. */
export class Machine {
  readonly root = mkdtempSync(join(tmpdir(), "boot-test-"));

  constructor() {
    for (const command of commands) this.command(command, "");
    this.file("var/log/cloud-init-output.log", "");
    this.file(agent, this.recorded("agent", ""), 0o755);
    mkdirSync(join(this.root, "run"));
  }

  /** What a command does after it was recorded: `$*` is its arguments. */
  command(name: string, body: string): void {
    this.file(`fake/${name}`, this.recorded(name, body), 0o755);
  }

  run(script: string, environment: Readonly<Record<string, string>> = {}): Outcome {
    const { status, stdout, stderr } = spawnSync("bash", ["-s"], {
      input: script,
      encoding: "utf8",
      env: { PATH: `${join(this.root, "fake")}:/usr/bin:/bin`, ROOT: this.root, ...environment },
    });
    const record = join(this.root, "calls");
    const calls = existsSync(record) ? readFileSync(record, "utf8").replaceAll(this.root, "<root>") : "";
    return { status, output: stdout + stderr, calls: calls.split("\n").slice(0, -1) };
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  /** Permissions in octal, as in `0644`. */
  mode(path: string): string {
    return (statSync(join(this.root, path)).mode & 0o7777).toString(8).padStart(4, "0");
  }

  dispose(): void {
    rmSync(this.root, { recursive: true });
  }

  private file(path: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content, { mode });
  }

  private recorded(name: string, body: string): string {
    return `#!/bin/bash\necho "${name} $*" >>"${this.root}/calls"\n${body}\n`;
  }
}
