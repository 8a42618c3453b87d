import { z } from "zod";
import { oneOf } from "./allowed";
import { type Environment, environments } from "./presets";
import { type Problem, problem } from "./problems";

/** Which environment a stack is, and the preset that completes its settings. */
export interface Named {
  /** Such as `staging`: it names the environment's levels of the policies. */
  readonly environment: string;
  readonly like: Environment;
}

/** What an environment may be called. */
export const environmentName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(30);

const isPreset = (value: unknown): value is Environment => environments.some((name) => name === value);

/** Reads who a stack is. `dev` and `prod` are like themselves; every other environment says which of them it is like. */
export function named(stated: Readonly<Record<string, unknown>>): Partial<Named> & { readonly problems: Problem[] } {
  const { environment, like } = stated;
  const { data: name } = environmentName.safeParse(environment);
  const own = isPreset(name) ? name : undefined;
  if (name === undefined) {
    const allowed = "a name of at most 30 small letters, digits and hyphens between them, such as dev, prod or staging";
    return { ...(isPreset(like) && { like }), problems: [problem("environment", environment, allowed)] };
  }
  if (like === undefined) {
    if (own !== undefined) return { environment: name, like: own, problems: [] };
    const allowed = `the preset that completes environment "${name}": ${oneOf(environments, name)}`;
    return { environment: name, problems: [problem("like", like, allowed)] };
  }
  if (!isPreset(like)) return { environment: name, problems: [problem("like", like, oneOf(environments, like))] };
  if (own !== undefined && own !== like) {
    return { environment: name, like, problems: [problem("like", like, `"${own}", as the environment, or nothing`)] };
  }
  return { environment: name, like, problems: [] };
}
