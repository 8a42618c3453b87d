/**
 * Runs the tests that a change can have broken: those that import a changed file, however far away, and those beside one that
 * nothing imports, such as a script or a page.
 *
 *   npm run test:changed                  since the branch left main, and what is not committed
 *   npm run test:changed -- --since REV   since a revision
 *
 * Engine tests drive a copy of the whole repository, so that imports say nothing about them: they are left to `npm run
 * test:engine`, and this says so.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const { since = "main" } = parseArgs({ options: { since: { type: "string" } } }).values;
const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).split("\n").filter(Boolean);

const [base = since] = git("merge-base", since, "HEAD");
const changed = new Set([...git("diff", "--name-only", base), ...git("ls-files", "--others", "--exclude-standard")]);
const files = git("ls-files", "--cached", "--others", "--exclude-standard", "*.test.ts", "*.spec.ts");
const tests = files.filter((file) => !file.startsWith("tests/engine/"));

/** The files of the repository that each test is made of. */
async function sourcesOf(entryPoints) {
  const { metafile } = await build({
    entryPoints,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    packages: "external",
    outdir: "out",
    outbase: ".",
    logLevel: "silent",
    loader: { ".css": "text", ".sh": "text", ".service": "text", ".conf": "text" },
  });
  return new Map(
    Object.values(metafile.outputs).flatMap(({ entryPoint, inputs }) =>
      entryPoint ? [[entryPoint, Object.keys(inputs)]] : [],
    ),
  );
}

const sources = await sourcesOf(tests);
const imported = new Set([...sources.values()].flat());
const folders = new Set(
  [...changed]
    .filter((file) => !imported.has(file))
    .map((file) => dirname(file))
    .filter((folder) => folder !== "."),
);
const isConcerned = (file) => changed.has(file) || folders.has(dirname(file));
const concerned = tests.filter((test) => sources.get(test)?.some(isConcerned));
const python = [...changed].some((file) => file.startsWith("sandbox/local-aws/") && file.endsWith(".py"));

console.log(
  `${changed.size} files have changed since ${base.slice(0, 8)}: ${concerned.length} of ${tests.length} files of tests`,
);
if ([...changed].some((file) => /^(infra|policies|sandbox|app|tests\/engine)\//.test(file))) {
  console.log("what only a deployment shows is for `npm run test:engine`");
}
const run = (command, args) => spawnSync(command, args, { stdio: "inherit" }).status === 0;
const groups = [
  ["--parallel", "--jobs", "2", ...concerned.filter((file) => file.startsWith("tests/"))],
  concerned.filter((file) => file.startsWith("policies/")),
  ["--parallel", "--jobs", "2", "--timeout", "300000", ...concerned.filter((file) => file.startsWith("sandbox/"))],
].filter((args) => args.some((arg) => arg.endsWith(".ts")));
const passed = groups.map((args) => run("npx", ["mocha", ...args]));
const ofPython = ["gaps", "lax", "stock"]
  .map((name) => `sandbox/local-aws/tests/${name}.test.ts`)
  .filter((file) => !concerned.includes(file));
if (python && ofPython.length > 0) {
  passed.push(run("npx", ["mocha", "--parallel", "--jobs", "2", "--timeout", "300000", ...ofPython]));
}
process.exit(passed.every(Boolean) ? 0 : 1);
