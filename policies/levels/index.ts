import type { EnforcementLevel } from "@pulumi/policy";

import type { Rule } from "../frame/rule";
import dev from "./dev.json";
import prod from "./prod.json";

interface LevelAndOptions {
  readonly enforcementLevel?: string;
  readonly [option: string]: unknown;
}

/** A levels file, as `--policy-pack-config` reads it: by rule, its level, or its level and options. */
export type Levels = Readonly<Record<string, string | LevelAndOptions>>;

/** The levels of each environment. */
export const environments: Readonly<Record<"prod" | "dev", Levels>> = { prod, dev };

/** The level of a rule in an environment: its own there, else the one for all rules there, else the rule's own. */
export function levelOf(rule: Rule, levels: Levels): EnforcementLevel {
  const set = [levels[rule.name], levels["all"]].map((entry) =>
    typeof entry === "object" ? entry.enforcementLevel : entry,
  );
  return (set.find((level) => level !== undefined) ?? rule.enforcementLevel ?? "advisory") as EnforcementLevel;
}
