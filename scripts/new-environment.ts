/** `npm run new-environment -- staging --like prod --region eu-central-1`: the files that an environment consists of. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentName } from "../infra/settings/named";
import { namespace } from "../infra/settings/namespace";
import { SettingsError } from "../infra/settings/problems";
import { parseSettings } from "../infra/settings/settings";
import { Mistake } from "./mistake";

interface Options {
  readonly like: "dev" | "prod";
  readonly region: string;
}

/** In the order in which environments are deployed. */
const deployment = ".github/workflows/deploy.yml";

/** Characters of a stack's name that leave room for what Pulumi appends to those of load balancers, which ELB ends after 32. */
const longestStack = 32 - "-0a1b2c3".length;

/** Writes the files, or none where something is wrong, and says what to do next. */
export function run(options: Options, [name, ...others]: readonly string[], root = join(__dirname, "..")): number {
  if (name === undefined || others.length > 0) {
    throw new Mistake(
      "npm run new-environment takes one name: npm run new-environment -- staging --like prod --region eu-west-1",
    );
  }
  const { like, region } = options;
  const [stackFile, levels] = [`Pulumi.${name}.yaml`, `policies/levels/${name}.json`];
  if (!environmentName.max(longestStack).safeParse(name).success) {
    throw new Mistake(
      `${name} is no name: at most ${longestStack} small letters, digits and hyphens between them, such as staging`,
    );
  }
  if (/^(pr(-.*)?|preview)$/.test(name)) throw new Mistake(`${name} is no name: stacks of pull requests are called so`);
  const inUse = [stackFile, levels].find((file) => existsSync(join(root, file)));
  if (inUse !== undefined) throw new Mistake(`${name} is in use: there is ${inUse}`);
  const { problems } = parseSettings({ environment: name, like }, region);
  if (problems) throw new Mistake(new SettingsError(name, problems).message);

  const workflow = readFileSync(join(root, deployment), "utf8");
  const listed = withLast(workflow, name);
  writeFileSync(join(root, stackFile), stackFileOf(name, options));
  copyFileSync(join(root, `policies/levels/${like}.json`), join(root, levels));
  writeFileSync(join(root, deployment), listed);
  console.log(told(name, options));
  return 0;
}

/** The workflow that deploys, with one more stack at the end of its list. */
export function withLast(workflow: string, name: string): string {
  const list = /^( +stack: \[)(.*)(\])$/m;
  if (!list.test(workflow)) throw new Mistake(`${deployment} has no list \`stack: [...]\` to add ${name} to`);
  return workflow.replace(list, (_, begin: string, names: string, end: string) => `${begin}${names}, ${name}${end}`);
}

/** A stack file that states nothing which its preset has. */
export function stackFileOf(name: string, { like, region }: Options): string {
  return `# yaml-language-server: $schema=docs/settings.schema.json
# States only what differs from the ${like} preset: docs/settings.md.
config:
  aws:region: ${region}
  aws:defaultTags:
    tags:
      Project: web-platform
      Environment: ${name}
  ${namespace}environment: ${name}
  ${namespace}like: ${like}
  # What differs, by section. For example:
  # ${namespace}network:
  #   cidrBlock: 10.1.0.0/16 # chosen once: another one replaces the network
`;
}

function told(name: string, { like, region }: Options): string {
  const rows = (...all: (readonly [string, string])[]) => {
    const width = Math.max(...all.map(([left]) => left.length));
    return all.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
  };
  return `${name} is an environment like ${like}, in ${region}:

${rows(
  [`Pulumi.${name}.yaml`, "its settings"],
  [`policies/levels/${name}.json`, `how strict the policies are with it, as with ${like}`],
  [deployment, "when it is deployed: last, until you move it"],
)}

What to do next:

${rows(
  [`npm run policy -- --stack ${name}`, "what the policies say of it"],
  [`npm run sandbox -- up --stack ${name}`, "try it, without an AWS account"],
  [`npm run bootstrap -- --stack ${name}`, "once: the role that deploys it"],
)}`;
}
