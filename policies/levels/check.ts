import { z } from "zod";

import type { Rule } from "../frame/rule";

const level = z.enum(["advisory", "mandatory", "remediate", "disabled"]);

/** What a levels file may hold for a rule: its level, or an object with its level, its options and exceptions. */
function settingsOf({ name, configSchema, remediateResource }: Rule) {
  const levels = remediateResource ? level : level.exclude(["remediate"]);
  const properties = { enforcementLevel: z.toJSONSchema(levels), ...configSchema?.properties };
  const settings = z.fromJSONSchema({ type: "object", properties, additionalProperties: false } as never);
  return [name, z.union([levels, settings]).optional()] as const;
}

/**
 * What is wrong with a levels file: rules that the pack does not have, levels and options that a rule does not have, and
 * values outside an option's schema. Undefined when nothing is. The engine passes over rules and options that it does
 * not know.
 */
export function flawsOf(levels: unknown, rules: readonly Rule[]): string | undefined {
  const file = z.strictObject({ all: level.optional(), ...Object.fromEntries(rules.map(settingsOf)) });
  const { error } = file.safeParse(levels);
  return error && z.prettifyError(error);
}
