import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

/** The one stack of the bootstrap's project in an account. */
const stack = "account";

/**
 * The bootstrap's Pulumi project, in a folder that is there for as long as a command runs: its state is a file there, since the
 * bucket for it may have to be made first. What a command leaves that could not end is taken up by the next one.
 */
export class Project {
  private readonly env: NodeJS.ProcessEnv;
  private readonly state: string;

  constructor(
    private readonly root: string,
    private readonly folder: string,
  ) {
    this.state = join(folder, "state");
    // Flags of somebody's environment are not meant for this project, nor is the stack that they have selected.
    const foreign = /^PULUMI_(OPTION_|STACK$|ACCESS_TOKEN|SELF_MANAGED|DIY_)/;
    this.env = {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
      PULUMI_BACKEND_URL: `file://${this.state}`,
      // Nothing in this state is secret.
      PULUMI_CONFIG_PASSPHRASE: "",
    };
  }

  /** Whether a command has left its state here. */
  get isLeft(): boolean {
    return existsSync(join(this.state, ".pulumi", "stacks", "web-platform-bootstrap", `${stack}.json`));
  }

  /** Makes the stack, with the state that it has elsewhere. */
  open(deployment: string | undefined): void {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.state, { recursive: true, mode: 0o700 });
    this.describe({});
    this.read("stack", "init", stack);
    if (deployment === undefined) return;
    const file = join(this.folder, "deployment.json");
    writeFileSync(file, deployment);
    this.read("stack", "import", "--stack", stack, "--file", file);
  }

  configure(config: Readonly<Record<string, unknown>>): void {
    this.describe(config);
  }

  /** @returns whether Pulumi came to the end of it, which the terminal has seen. */
  runs(...args: readonly string[]): boolean {
    return this.pulumi([...args, "--stack", stack], "inherit").status === 0;
  }

  outputs(): unknown {
    return JSON.parse(this.read("stack", "output", "--json", "--stack", stack));
  }

  exported(): string {
    return this.read("stack", "export", "--stack", stack);
  }

  /** Forgets it all. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The program is in the repository; what Pulumi writes (its salt) is in the folder. */
  private describe(config: Readonly<Record<string, unknown>>): void {
    const program = join(this.root, "bootstrap");
    const project = parse(readFileSync(join(program, "Pulumi.yaml"), "utf8")) as { readonly main: string };
    writeFileSync(join(this.folder, "Pulumi.yaml"), stringify({ ...project, main: join(program, project.main) }));
    const file = join(this.folder, `Pulumi.${stack}.yaml`);
    const written = existsSync(file) ? (parse(readFileSync(file, "utf8")) as object | null) : {};
    writeFileSync(file, stringify({ ...written, config }));
  }

  private read(...args: readonly string[]): string {
    const { status, stdout } = this.pulumi(args, "pipe");
    if (status !== 0) throw new Error(`pulumi ${args.join(" ")} has failed`);
    return stdout;
  }

  private pulumi(args: readonly string[], stdout: "inherit" | "pipe") {
    const run = spawnSync("pulumi", args, {
      cwd: this.folder,
      env: this.env,
      encoding: "utf8",
      stdio: ["inherit", stdout, "inherit"],
      maxBuffer: 64 * 1024 * 1024,
    });
    if (run.error) throw run.error;
    return run;
  }
}
