import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

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

/** The levels of the environments that others are like. */
export const environments: Readonly<Record<"prod" | "dev", Levels>> = { prod, dev };

/** The levels of every environment that has a file of its own, by its name. */
export function allLevels(): Readonly<Record<string, Levels>> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith(".json"));
  const read = (file: string) => JSON.parse(readFileSync(join(__dirname, file), "utf8")) as Levels;
  return Object.fromEntries(files.map((file) => [basename(file, ".json"), read(file)]));
}

/** The level of a rule in an environment: its own there, else the one for all rules there, else the rule's own. */
export function levelOf(rule: Rule, levels: Levels): EnforcementLevel {
  const set = [levels[rule.name], levels["all"]].map((entry) =>
    typeof entry === "object" ? entry.enforcementLevel : entry,
  );
  return (set.find((level) => level !== undefined) ?? rule.enforcementLevel ?? "advisory") as EnforcementLevel;
}

/** A setting of the platform's stack files that a rule decides on. */
export interface Demand {
  /** Its path below the platform's namespace: `network.natGateways`. */
  readonly setting: string;
  /** What it has to be. */
  readonly value: string;
  readonly rule: string;
}

/** What rules that are mandatory in an environment ask of its settings, in the order of the settings' paths. */
export function demandsOf(rules: readonly Rule[], levels: Levels): Demand[] {
  return rules
    .filter((rule) => levelOf(rule, levels) === "mandatory")
    .flatMap(({ name, settings = {} }) =>
      Object.entries(settings).map(([setting, value]) => ({ setting, value, rule: name })),
    )
    .sort((a, b) => a.setting.localeCompare(b.setting, "en"));
}
