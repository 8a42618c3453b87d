import { z } from "zod";
import { type Problem, show } from "./problems";

/** Where the engine is told how it makes up names (Pulumi documentation, "Autonaming configuration"): in Pulumi.yaml, or in a stack file. */
export const autonamingKey = "pulumi:autonaming";

const usual = "${stack}-${name}-${hex(7)}";

const naming = z.object({
  pattern: z
    .string()
    .regex(/^([A-Za-z0-9_-]|\$\{stack\})+\$\{name\}/)
    .default(usual),
});

/**
 * What the names of a stack's resources begin with, as {@link autonamingKey} says it. What the program itself names begins with it
 * too, and what the bootstrap lets a deployment touch. A stack that is renamed keeps it, as it keeps the names
 * (docs/operations.md).
 *
 * @throws ZodError where {@link problemsOfNaming} has found some.
 */
export function beginningOfNames(autonaming: unknown, stack: string): string {
  const { pattern } = naming.parse(autonaming ?? {});
  return pattern.slice(0, pattern.indexOf("${name}")).replaceAll("${stack}", stack);
}

export function problemsOfNaming(autonaming: unknown): Problem[] {
  if (naming.safeParse(autonaming ?? {}).success) return [];
  const allowed = `a \`pattern\` that says what names begin with: ${usual}, or other letters, digits, "_" and "-" in the place of \${stack}`;
  return [{ path: autonamingKey, given: show(autonaming), allowed }];
}
