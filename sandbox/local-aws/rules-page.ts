/**
 * Keeps the tables of RULES.md as the local AWS has its rules: `tsx sandbox/local-aws/rules-page.ts` writes them, `--check`
 * writes nothing and fails when they are stale.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { between, writeOrCheck } from "../../scripts/generated";
import { localAwsPython } from "./python";

const PAGE = join(__dirname, "RULES.md");

const checks = z.object({
  rules: z.array(
    z.object({
      /** Module and function: `ec2.descriptions`. */
      name: z.string(),
      /** Service and operation of each call that the rule is asked about. */
      operations: z.array(z.tuple([z.string(), z.string()])),
      /** Its docstring: what AWS does, then `Source:` and from where that is known. */
      text: z.string(),
    }),
  ),
  /** Shapes or members that are not held to their model, and why. */
  exceptions: z.record(z.string(), z.string()),
});

export type Checks = z.infer<typeof checks>;

/** The page with the tables of what is checked now. Throws when the marks between which they stand are missing. */
export function withRules(page: string, { rules, exceptions }: Checks): string {
  const text = between(page, "rules", Object.entries(byService(rules)).map(section).join("\n\n"));
  const whole = between(text, "exceptions", exceptionsTable(exceptions));
  if (whole === undefined) throw new Error("RULES.md must hold the marks of rules and of exceptions");
  return whole;
}

/** The rules of each service that they are asked by; one of several services is at its first. */
function byService(rules: Checks["rules"]): Record<string, Checks["rules"]> {
  const services: Record<string, Checks["rules"]> = {};
  for (const rule of rules) (services[rule.operations[0]?.[0] ?? ""] ??= []).push(rule);
  return Object.fromEntries(Object.entries(services).toSorted(([a], [b]) => a.localeCompare(b, "en")));
}

function section([service, rules]: [string, Checks["rules"]]): string {
  const rows = rules.map(({ name, operations, text }) => {
    const [meaning = "", source = ""] = oneLine(text).split(/ ?Sources?: /);
    const calls = operations.map(([of, operation]) => `\`${of === service ? "" : `${of} `}${operation}\``);
    return [`\`${name}\``, calls.join(", "), meaning, source];
  });
  return `### \`${service}\`\n\n${table(["rule", "asked about", "what AWS does", "source"], rows)}`;
}

function exceptionsTable(exceptions: Checks["exceptions"]): string {
  const rows = Object.entries(exceptions).map(([of, why]) => [`\`${of}\``, oneLine(why)]);
  return rows.length > 0 ? table(["not held to its model", "why, and from where that is known"], rows) : "None.";
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")))];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, " ");

async function main(): Promise<void> {
  const python = await localAwsPython(console.error);
  const { stdout } = await promisify(execFile)(python, ["-m", "local_aws.checks"], { cwd: __dirname });
  const page = withRules(readFileSync(PAGE, "utf8"), checks.parse(JSON.parse(stdout)));
  await writeOrCheck({ [relative(process.cwd(), PAGE)]: page });
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
