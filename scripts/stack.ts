import { execFileSync } from "node:child_process";
import { basename } from "node:path";

interface ConfigValue {
  readonly value?: string;
  readonly secret: boolean;
}

/** Reads a stack by the `pulumi` on PATH, and lets this process see its configuration as the program does. */
export function openStack<Outputs>(stack: string | undefined): { readonly name: string; readonly outputs: Outputs } {
  const pulumi = <T>(...args: string[]): T => JSON.parse(run(...args, ...(stack ? ["--stack", stack] : []))) as T;
  const outputs = pulumi<Outputs>("stack", "output", "--json");
  const config = Object.entries(pulumi<Record<string, ConfigValue>>("config", "--json", "--show-secrets"));
  const name = stack ?? run("stack", "--show-name").trim();
  const project = "web-platform";
  Object.assign(process.env, {
    PULUMI_NODEJS_PROJECT: project,
    // A stack may be named with its organization and project.
    PULUMI_NODEJS_STACK: basename(name),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config.map(([key, { value = "" }]) => [key, value]))),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.filter(([, { secret }]) => secret).map(([key]) => key)),
  });
  return { name, outputs };
}

/** @throws Error with what pulumi says; it goes to the terminal too. */
const run = (...args: string[]): string =>
  execFileSync("pulumi", args, { encoding: "utf8", stdio: ["inherit", "pipe", "inherit"] });
