import { z } from "zod";

/** What a rule says of a resource. */
export interface Finding {
  readonly rule: string;
  readonly level: "mandatory" | "advisory";
  readonly urn: string;
  /** As programs name it: `aws:rds/instance:Instance`. */
  readonly type: string;
  readonly name: string;
  /** What was found, or what cannot be decided yet. */
  readonly words: string;
  /** Whether only the update will tell. */
  readonly isUndecided: boolean;
}

const event = z.object({
  policyEvent: z
    .object({
      resourceUrn: z.string().default(""),
      message: z.string(),
      policyName: z.string(),
      enforcementLevel: z.enum(["mandatory", "advisory", "remediate"]),
    })
    .optional(),
});

/** The findings in a log of the engine's events (`pulumi preview --event-log`), the mandatory ones first. */
export function findingsOf(eventLog: string): Finding[] {
  const findings = eventLog
    .split("\n")
    .filter((line) => line.includes('"policyEvent"'))
    .flatMap((line) => event.parse(JSON.parse(line)).policyEvent ?? [])
    .map(({ resourceUrn: urn, message, policyName: rule, enforcementLevel }): Finding => {
      const [found, open] = [/^(?:Found: |(?=Excepted until ))(.*)\.$/m, /^Cannot be decided [^:]*: (.*)\.$/m].map(
        (form) => form.exec(message)?.[1],
      );
      return {
        rule,
        level: enforcementLevel === "advisory" ? "advisory" : "mandatory",
        urn,
        type: urn.split("::").at(2)?.split("$").at(-1) ?? "",
        name: urn.split("::").at(3) ?? "",
        words: found ?? open ?? message.trim(),
        isUndecided: found === undefined && open !== undefined,
      };
    });
  return findings.sort((a, b) => order(a).localeCompare(order(b), "en"));
}

const order = ({ level, isUndecided, rule, name }: Finding): string =>
  `${level === "mandatory" ? 0 : isUndecided ? 2 : 1} ${rule} ${name}`;

/** How many there are of each kind. */
export function counted(findings: readonly Finding[]) {
  const undecided = findings.filter(({ isUndecided }) => isUndecided).length;
  const mandatory = findings.filter(({ level }) => level === "mandatory").length;
  return { mandatory, advisory: findings.length - mandatory - undecided, undecided };
}
