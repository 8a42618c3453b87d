import { runTool } from "./run-tool";

export interface GoBuild {
  /** What is compiled, as people call it: `pulumi 3.274.1`. */
  readonly name: string;
  /** Folder of the main module, with its go.mod and go.sum. */
  readonly module: string;
  /** The main package: an import path, or `.`. */
  readonly target: string;
  /** The executable to write. */
  readonly output: string;
  /** Go variables to set at link time, by their full name. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Compiles a Go program, without debug information (it halves the file). The module is taken as it is pinned. Throws
 * one line that says what to install when Go is missing.
 */
export async function goBuild(build: GoBuild, log: (line: string) => void): Promise<void> {
  const variables = Object.entries(build.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const args = ["build", "-v", "-mod=readonly", "-trimpath", "-ldflags", ["-s", "-w", ...variables].join(" ")];
  try {
    const listed = await runTool("go", ["list", "-mod=readonly", "-deps", build.target], { cwd: build.module });
    await runTool("go", [...args, "-o", build.output, build.target], {
      cwd: build.module,
      onProgress: (seconds, output) => log(progress(build.name, linesOf(output), linesOf(listed), seconds)),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Error(
      "Go is missing, and without downloads the engine has to be compiled: install Go 1.21 or newer " +
        "(macOS: brew install go; Linux: https://go.dev/doc/install)",
    );
  }
}

/** `go build -v` names each package that it has compiled; those that Go has from an earlier build it leaves out. */
function progress(name: string, compiled: number, packages: number, seconds: number): string {
  return `compiling ${name}: ${compiled} of at most ${packages} packages after ${seconds} s`;
}

const linesOf = (text: string): number => text.trim().split("\n").length;
