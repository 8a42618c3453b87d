import { runTool } from "./run-tool";

export interface GoBuild {
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
  const args = ["build", "-mod=readonly", "-trimpath", "-ldflags", ["-s", "-w", ...variables].join(" ")];
  try {
    await runTool("go", [...args, "-o", build.output, build.target], { cwd: build.module, log });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new Error(
      "Go is missing, and without downloads the engine has to be compiled: install Go 1.21 or newer " +
        "(macOS: brew install go; Linux: https://go.dev/doc/install)",
    );
  }
}
