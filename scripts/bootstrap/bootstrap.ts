/** `npm run bootstrap -- -s <stack>`: what an AWS account needs before the first `pulumi up`, and what GitHub has to know of it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { parse } from "yaml";
import { environmentName, ofPullRequests, repositoryName, type Settings } from "../../bootstrap/settings";
import { awsAccess } from "../../infra/release/aws-access";
import { autonamingKey, beginningOfNames, problemsOfNaming } from "../../infra/settings/naming";
import { Mistake } from "../mistake";
import { empty, findKept, keep, stacksIn } from "./kept-state";
import { Project } from "./project";
import { inShell, outputs, type Outputs, repositoryOf, settingOf, stepsOf, variablesOf } from "./variables";

interface Options {
  readonly stack: string;
  readonly repository?: string;
  readonly folder: string;
  readonly yes?: boolean;
  readonly destroy?: boolean;
  readonly "existing-provider"?: boolean;
  readonly "set-variables"?: boolean;
  readonly "preview-environments"?: boolean;
}

const root = join(__dirname, "../..");

export async function run(options: Options): Promise<number> {
  const stackFile = readStackFile(options.stack);
  const access = async (region = stackFile.region) =>
    (await awsAccess({ ...stackFile.provider, region })).client(S3Client, "s3");
  const kept = await findKept(access, stackFile.region);
  const project = new Project(root, resolve(root, options.folder));
  const { isLeft } = project;
  if (isLeft) console.error(`the last run did not come to its end: its state in ${options.folder} is taken up`);
  else project.open(kept?.deployment);
  try {
    return await proceed(options, stackFile, project, access);
  } catch (error) {
    // Before anything was done.
    if (error instanceof Mistake && !isLeft) project.close();
    throw error;
  }
}

async function proceed(
  options: Options,
  stackFile: StackFile,
  project: Project,
  access: (region: string) => Promise<S3Client>,
): Promise<number> {
  const before = outputs.safeParse(project.outputs()).data;
  const region = before?.region ?? stackFile.region;
  project.configure({
    ...Object.fromEntries(Object.entries(stackFile.provider).map(([name, value]) => [`aws:${name}`, value])),
    "aws:region": region,
    "aws:defaultTags": { tags: { Project: "web-platform", Environment: "shared" } },
    "web-platform-bootstrap:settings": settingsOf(options, stackFile, before),
  });
  if (options.destroy) {
    if (!before) throw new Mistake("the account has not been bootstrapped");
    return destroy(project, await access(region), before, options.yes ?? false);
  }

  const levels = join(root, "policies/levels", `${stackFile.environment}.json`);
  const judged = [
    "--policy-pack",
    join(root, "policies"),
    ...(existsSync(levels) ? ["--policy-pack-config", levels] : []),
  ];
  const done = project.runs("up", ...judged, ...(options.yes ? ["--yes"] : []));
  const told = outputs.safeParse(project.outputs()).data;
  if (told) {
    // Also what an update has left undone: the bucket is there, so the next one can be anybody's.
    await keep(await access(told.region), told.stateBucket, project.exported());
    project.close();
  }
  return done && told ? tell(told, options["set-variables"] ?? false) : 1;
}

interface StackFile {
  readonly region: string;
  readonly environment: string;
  /** What names begin with, where it is not the stack's own. */
  readonly namesBeginWith: string | undefined;
  /** How the stack reaches AWS: its `aws:` keys but for the tags. */
  readonly provider: Readonly<Record<string, unknown>>;
}

function readStackFile(stack: string): StackFile {
  const name = environmentName.safeParse(stack);
  if (!name.success)
    throw new Mistake(`a stack named ${stack} cannot be told from the bootstrap's own or a pull request's, or by IAM`);
  const { config = {} } = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
    readonly config?: Readonly<Record<string, unknown>>;
  };
  const provider = Object.entries(config).flatMap(([key, value]) =>
    key.startsWith("aws:") && key !== "aws:defaultTags" ? [[key.slice("aws:".length), value] as const] : [],
  );
  const region = config["aws:region"];
  if (typeof region !== "string") throw new Mistake(`Pulumi.${stack}.yaml names no aws:region`);
  return {
    region,
    environment: String(config["web-platform:environment"]),
    namesBeginWith: beginningOf(config[autonamingKey], stack),
    provider: Object.fromEntries(provider),
  };
}

function beginningOf(autonaming: unknown, stack: string): string | undefined {
  if (autonaming === undefined) return undefined;
  const [wrong] = problemsOfNaming(autonaming);
  if (wrong) throw new Mistake(`Pulumi.${stack}.yaml: ${autonamingKey} has to be ${wrong.allowed}`);
  return beginningOfNames(autonaming, stack);
}

/** What the account has, and the environment that it gets. */
function settingsOf(options: Options, { region, namesBeginWith }: StackFile, before: Outputs | undefined): Settings {
  const repository = options.repository ?? before?.repository ?? originOf(root);
  if (repository === undefined || !repositoryName.safeParse(repository).success)
    throw new Mistake("name the repository at GitHub whose workflows deploy: --repository <owner>/<name>");
  const others = Object.entries(before?.environments ?? {}).map(
    ([name, other]) => [name, { region: other.region, namesBeginWith: other.namesBeginWith }] as const,
  );
  return {
    repository,
    existingProvider: options["existing-provider"] ?? before?.existingProvider ?? false,
    environments: { ...Object.fromEntries(others), [options.stack]: { region, namesBeginWith } },
    previewEnvironments: options["preview-environments"] ? { region } : regionOf(before?.previewEnvironments),
  };
}

const regionOf = (place: { readonly region: string } | undefined) => place && { region: place.region };

function originOf(folder: string): string | undefined {
  const { stdout } = spawnSync("git", ["remote", "get-url", "origin"], { cwd: folder, encoding: "utf8" });
  return repositoryOf(stdout);
}

/** Takes all of it from the account, unless the state of a stack is there. */
async function destroy(project: Project, s3: S3Client, told: Outputs, yes: boolean): Promise<number> {
  const stacks = await stacksIn(s3, told.stateBucket);
  if (stacks.length > 0) {
    const first = "pulumi destroy and pulumi stack rm come first";
    throw new Mistake(`the bucket has the state of ${stacks.join(", ")}: ${first}`);
  }
  if (!project.runs("state", "unprotect", "--all", "--yes")) return 1;
  await empty(s3, told.stateBucket);
  const done = project.runs("destroy", ...(yes ? ["--yes"] : []));
  // Declined, or broken off: as long as there is a bucket the state is there.
  if (!done) await keep(s3, told.stateBucket, project.exported());
  project.close();
  return done ? 0 : 1;
}

function tell(told: Outputs, set: boolean): number {
  const commands = variablesOf(told).map((variable) => settingOf(variable, told.repository));
  const lines = (all: readonly string[]) => all.map((line) => `  ${line}`).join("\n");
  console.log(`\nVariables of ${told.repository}:\n${lines(commands.map((words) => inShell(["gh", ...words])))}`);
  console.log(`\nEach stack, once:\n${lines(stepsOf(told))}`);
  if (!set) return 0;
  const environments = Object.keys(told.environments);
  if (told.previewEnvironments) environments.push(ofPullRequests.environment);
  for (const name of environments) {
    const path = `repos/${told.repository}/environments/${name}`;
    // To put one that is there would take its approvals away.
    if (!gh("api", path, "--silent") && !gh("api", "--method", "PUT", path, "--silent")) return 1;
  }
  return commands.every((words) => gh(...words)) ? 0 : 1;
}

/** @returns whether it came to its end, as the terminal has seen. */
function gh(...words: readonly string[]): boolean {
  const { status, error } = spawnSync("gh", words, { stdio: "inherit" });
  if (error)
    throw new Mistake("there is no gh on PATH (https://cli.github.com): run the commands above where there is one");
  return status === 0;
}
