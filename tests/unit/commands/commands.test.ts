import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../../..");
const folder = join(root, "scripts/commands");

interface Option {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly required?: boolean;
  readonly choices?: readonly string[];
}
interface Command {
  readonly options?: Readonly<Record<string, Option>>;
  readonly operands?: object;
  readonly foreign?: boolean;
  readonly module?: string;
  readonly programs?: (values: object, operands: readonly string[]) => string[][];
}
interface Given {
  readonly values: Readonly<Record<string, unknown>>;
  readonly operands: readonly string[];
}
type Commands = Readonly<Record<string, Command>>;

/** What is plain JavaScript, since it runs before anything is installed. */
interface Arguments {
  readonly readArguments: (name: string, command: Command, args: readonly string[]) => Promise<Given | undefined>;
  readonly helpOf: (name: string, command: Command) => string;
  readonly overviewOf: (commands: Commands) => string;
}
interface Sandbox {
  readonly readSandboxArguments: (name: string, all: Commands, args: readonly string[]) => Promise<Given | undefined>;
}

const scriptsOf = (path: string) =>
  (JSON.parse(readFileSync(join(root, path, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts;

/** That a command line is refused in one sentence, with exit code 2. */
const refuses = (reading: Promise<unknown>, sentence: RegExp) =>
  assert.rejects(reading, ({ message, exitCode }: Error & { exitCode?: number }) => {
    assert.match(message, sentence);
    assert.doesNotMatch(message, /\n/);
    assert.equal(exitCode, 2);
    return true;
  });

describe("commands", () => {
  let commands: Commands;
  let readArguments: Arguments["readArguments"];
  let helpOf: Arguments["helpOf"];
  let overviewOf: Arguments["overviewOf"];
  let readSandboxArguments: Sandbox["readSandboxArguments"];
  before(async () => {
    ({ commands } = (await import(join(folder, "table.mjs"))) as { commands: Commands });
    ({ readArguments, helpOf, overviewOf } = (await import(join(folder, "arguments.mjs"))) as Arguments);
    ({ readSandboxArguments } = (await import(join(folder, "sandbox.mjs"))) as Sandbox);
  });
  const each = (check: (name: string, command: Command) => Promise<unknown>) =>
    Promise.all(Object.entries(commands).map(([name, command]) => check(name, command)));
  const read = (name: string, ...args: string[]) => readArguments(name, commands[name] ?? {}, args);

  it("are the scripts of the package, and of every workspace", () => {
    const others = { help: "--help", "docs:check": "docs --check" };
    const names = Object.keys(commands).map((name) => [name, name] as const);
    const wanted = Object.entries({ ...Object.fromEntries(names), ...others });
    const within = (path: string) =>
      Object.fromEntries(wanted.map(([name, args]) => [name, `node ${path}scripts/run.mjs ${args}`]));
    assert.deepEqual(scriptsOf("."), within(""));
    for (const workspace of ["app", "policies", "sandbox"]) assert.deepEqual(scriptsOf(workspace), within("../"));
  });

  it("run what is there", () =>
    each(async (name, { module, programs }) => {
      const run = programs?.({}, []) ?? [];
      const scripts = run.flatMap((words) => words.filter((word) => /^[\w/-]+\.(mjs|cjs|ts)$/.test(word)));
      for (const file of scripts) assert.ok(existsSync(join(root, file)), `${name}: ${file}`);
      if (module !== undefined)
        assert.match(readFileSync(join(root, module), "utf8"), /^export (async )?function run\(/m);
      else assert.ok(run.length > 0, name);
    }));

  it("tell their options when asked for help, whatever else is on the line", () =>
    each(async (name, command) => {
      for (const args of [["--help"], ["-h"], ["--nonsense", "--help"]]) {
        assert.equal(await readArguments(name, command, args), undefined, name);
      }
      const help = helpOf(name, command);
      assert.match(help, /^Usage: npm /);
      for (const option of ["help", ...Object.keys(command.options ?? {})])
        assert.ok(help.includes(`--${option}`), help);
      for (const line of help.split("\n")) assert.ok(line.length <= 80, line);
    }));

  it("are listed within 80 columns", () => {
    const overview = overviewOf(commands);
    for (const name of Object.keys(commands)) assert.match(overview, new RegExp(`^ {2}npm (run )?${name} `, "m"));
    for (const line of overview.split("\n")) assert.ok(line.length <= 80, line);
  });

  it("refuse an option that they do not have", () =>
    each((name, command) => refuses(readArguments(name, command, ["--nonsense"]), /has no option --nonsense: /)));

  it("refuse an argument that they do not take", () =>
    each(async (name, command) => {
      if (!command.operands) await refuses(readArguments(name, command, ["nonsense"]), /takes no argument nonsense/);
    }));

  it("refuse an option without its value, or with a value that there is not", () =>
    each(async (name, command) => {
      for (const [key, { type, short, choices }] of Object.entries(command.options ?? {})) {
        const spelled = [`--${key}`, ...(short ? [`-${short}`] : [])];
        if (type === "boolean") {
          await refuses(readArguments(name, command, [`--${key}=yes`]), /takes no value/);
          continue;
        }
        for (const option of spelled) {
          await refuses(readArguments(name, command, [option]), /needs a value: -/);
          await refuses(readArguments(name, command, [option, "--help-me"]), /needs a value: -/);
        }
        await refuses(readArguments(name, command, [`--${key}=`]), /needs a value: -/);
        if (choices)
          await refuses(readArguments(name, command, [`--${key}`, "nonsense"]), /there is no \w+ nonsense: /);
      }
    }));

  it("propose what was meant", async () => {
    await refuses(read("policy", "--stak", "prod"), /npm run policy has no option --stak: did you mean --stack\?/);
    await refuses(read("policy", "-s", "prd"), /there is no stack prd: did you mean prod\?/);
    await refuses(read("policy", "prod"), /takes no argument prod: a stack is named by --stack prod/);
    await refuses(read("report"), /npm run report needs a stack: npm run report -- --stack dev/);
    await refuses(read("test", "engine"), /npm test takes no argument engine: .*npm run test:<layer>/);
    await refuses(read("start", "-s", "prod"), /npm start has no option -s: another stack than dev/);
  });

  it("refuse what cannot be meant together, files that are not there, and paths that CloudFront does not take", async () => {
    await refuses(read("invalidate", "--all", "/a.html"), /--all and paths exclude each other/);
    for (const path of ["a.html", "/a b", "/*/b"]) await refuses(read("invalidate", path), /takes no path/);
    await refuses(read("test:unit", "tests/unit/nothing.test.ts"), /there is no file tests\/unit\/nothing\.test\.ts/);
    assert.ok(await read("test:unit", "tests/unit/commands/commands.test.ts"));
    assert.ok(await read("invalidate", "/docs/*", "/a.html"));
  });

  it("give what was named, and defaults", async () => {
    assert.deepEqual(await read("policy", "-sprod"), {
      values: { stack: "prod", output: "reports/policy" },
      operands: [],
    });
    assert.deepEqual(await read("test", "--without", "unit", "--without=engine"), {
      values: { without: ["unit", "engine"] },
      operands: [],
    });
    const { values, operands } = (await read("invalidate", "-s", "acme/web-platform/dev", "/a.html", "/b/*")) ?? {};
    assert.deepEqual([values, operands], [{ stack: "acme/web-platform/dev" }, ["/a.html", "/b/*"]]);
  });

  it("run the files of tests that are named, instead of their layer", () => {
    const layer = commands["test:unit"]?.programs;
    assert.deepEqual(layer?.({ bail: true }, ["a.test.ts"])[0]?.slice(-2), ["--bail", "a.test.ts"]);
    assert.deepEqual(layer({}, [])[0]?.at(-1), "tests/unit/**/*.test.ts");
  });

  describe("of the sandbox", () => {
    const sandbox = async (...args: string[]) => (await readSandboxArguments("sandbox", commands, args))?.operands;

    it("are Pulumi's, as they are", async () => {
      for (const line of ["up -s prod --yes", "--color never stack ls", "--version", "config set a -- --help"]) {
        assert.deepEqual(await sandbox(...line.split(" ")), line.split(" "));
      }
    });

    it("are help where anything asks for it", async () => {
      for (const line of [[], ["--help"], ["help"], ["up", "--help"], ["invalidate", "-h"]]) {
        assert.equal(await sandbox(...line), undefined);
      }
    });

    it("are its own, one at a time", async () => {
      assert.deepEqual(await sandbox("--stop"), ["--stop"]);
      await refuses(sandbox("--stpo"), /npm run sandbox has no option --stpo: did you mean --stop\?/);
      await refuses(sandbox("--stop", "--reset"), /exclude each other/);
      await refuses(sandbox("--stop", "dev"), /takes no argument dev/);
      await refuses(sandbox("invalidate", "--al"), /did you mean --all\?/);
    });
  });

  describe("in a checkout where nothing is installed", () => {
    const checkout = mkdtempSync(join(tmpdir(), "commands-"));
    before(() => {
      for (const path of ["scripts/run.mjs", "scripts/commands", "Pulumi.dev.yaml"]) {
        cpSync(join(root, path), join(checkout, path), { recursive: true });
      }
    });
    after(() => rmSync(checkout, { recursive: true }));
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [join(checkout, "scripts/run.mjs"), ...args], { cwd: tmpdir(), encoding: "utf8" });

    it("help", () => {
      const { status, stdout, stderr } = run("sandbox", "--help");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, /^Usage: npm run sandbox -- /);
    });

    it("refuse mistakes", () => {
      const { status, stdout, stderr } = run("policy", "--stak", "dev");
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, /^npm run policy has no option --stak: .*\n$/);
    });
  });
});
