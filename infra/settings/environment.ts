import { z } from "zod";
import { environmentFile, environmentNames } from "../compute/instances/environment-file";
import { quoted } from "../compute/instances/user-data";
import { secretsInVariable } from "../../policies/aws/secrets";
import { namespace } from "./namespace";
import { type Problem, problem } from "./problems";
import { type Use, uses } from "./workload";

/** What AWS's own code reads, and a role's credentials: on instances and in functions. */
const credentials = ["AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/** Lambda's reserved variables (Lambda Developer Guide, "Defined runtime environment variables") that begin as a setting's may. */
export const reservedByLambda: readonly string[] = [
  ...credentials,
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_MAX_CONCURRENCY",
  "AWS_LAMBDA_METADATA_API",
  "AWS_LAMBDA_METADATA_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
];

/** What the unit of an instance's application, and the scripts and clients that it runs, read themselves. */
const reservedByInstances = [
  ...credentials,
  "AWS_DEFAULT_REGION",
  "BASH_ENV",
  "BASHOPTS",
  "ENV",
  "HOME",
  "IFS",
  "INVOCATION_ID",
  "JOURNAL_STREAM",
  "LOGNAME",
  "MAINPID",
  "NOTIFY_SOCKET",
  "PATH",
  "PWD",
  "RUNTIME_DIRECTORY",
  "SHELL",
  "SHELLOPTS",
  "SYSTEMD_EXEC_PID",
  "USER",
];
export const reservedFamilies = /^(LD|LISTEN|DOCKER|BASH_FUNC|WATCHDOG)_/;

/** What the platform tells every application on an instance. */
const setOnInstances = ["AWS_REGION", "KEEP_ALIVE_SECONDS", "PORT"];

/** What no variable of an instance is called, beside those of the families. */
export const reservedOnInstances: readonly string[] = [...reservedByInstances, ...setOnInstances];

/** What it tells those that use the data: app/README.md. */
const setBy: Readonly<Record<Use, readonly string[]>> = {
  database: [
    "DATABASE_ENGINE",
    "DATABASE_HOST",
    "DATABASE_NAME",
    "DATABASE_PORT",
    "DATABASE_USER",
    "NODE_EXTRA_CA_CERTS",
  ],
  cache: ["CACHE_CLUSTER", "CACHE_ENGINE", "CACHE_HOST", "CACHE_NAME", "CACHE_PORT", "CACHE_SERVERLESS", "CACHE_USER"],
};

/** Bytes that Lambda takes of a function's variables, as JSON, and what is left of them for those of its data. */
const lambdaLimit = 4096;
const leftForUse = 768;

const workload = z.object({ environment: z.record(z.string(), z.string()), uses });
type Workload = z.output<typeof workload>;

/** What is looked at, whatever is wrong with the rest of the section. */
const workloads = z.object({
  instances: z.unknown().optional(),
  functions: z.record(z.string(), z.unknown()).catch({}),
});

/**
 * What is wrong with the variables that workloads state, in a section that may not be right by itself: AWS refuses some, and would
 * let others break the workload.
 */
export function environmentProblems(compute: unknown): Problem[] {
  const { data } = workloads.safeParse(compute);
  if (!data) return [];
  const instances = workload.safeParse(data.instances).data;
  const functions = Object.entries(data.functions).flatMap(([name, settings]) => {
    const own = workload.safeParse(settings).data;
    return own ? [[`functions.${name}`, own] as const] : [];
  });
  return [
    ...(instances
      ? [...taken("instances", instances, onInstances), ...tooLongToBoot(instances), ...secrets("instances", instances)]
      : []),
    ...functions.flatMap(([path, own]) => [
      ...taken(path, own, (name) => (reservedByLambda.includes(name) ? "Lambda sets it" : undefined)),
      ...tooLong(path, own),
      ...secrets(path, own),
    ]),
  ];
}

function onInstances(name: string): string | undefined {
  if (setOnInstances.includes(name)) return "the platform sets it";
  return reservedOnInstances.includes(name) || reservedFamilies.test(name) ? "the system reads it" : undefined;
}

/** The stack file, the state and AWS's consoles show variables to everybody who may read them; the problem does not. */
function secrets(path: string, { environment }: Workload): Problem[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const [what] = secretsInVariable(name, value);
    if (what === undefined) return [];
    const allowed = `the name of a secret: this looks like ${what}. Keep it in Secrets Manager or Parameter Store, and read it from there`;
    return [{ path: `${namespace}compute.${path}.environment.${name}`, given: "what it has", allowed }];
  });
}

function taken(path: string, { environment, uses }: Workload, by: (name: string) => string | undefined): Problem[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const use = uses.find((candidate) => setBy[candidate].includes(name));
    const reason = use ? `the platform sets it for who uses the ${use}` : by(name);
    return reason === undefined
      ? []
      : [problem(`compute.${path}.environment.${name}`, value, `another name, because ${reason}`)];
  });
}

/** Lambda Developer Guide, "Lambda quotas": environment variables. */
function tooLong(path: string, { environment, uses }: Workload): Problem[] {
  const size = Buffer.byteLength(JSON.stringify(environment));
  const limit = lambdaLimit - uses.length * leftForUse;
  if (size <= limit) return [];
  return [problem(`compute.${path}.environment`, `${size} bytes`, `at most ${limit} bytes as JSON, of Lambda's 4 KB`)];
}

/** What a boot script and the variables of the data leave of an instance's user data. */
const leftByBoot = 4096;

function tooLongToBoot({ environment }: Workload): Problem[] {
  const size = Buffer.byteLength(quoted(environmentFile(environment)) + quoted(environmentNames(environment)));
  if (size <= leftByBoot) return [];
  const allowed = `at most ${leftByBoot} bytes in the instances' user data, of EC2's 16 KB`;
  return [problem("compute.instances.environment", `${size} bytes`, allowed)];
}
