import { z } from "zod";
import { eventsOf } from "./events";

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

const inputs = z.record(z.string(), z.unknown());
const event = z.object({
  policyEvent: z
    .object({
      resourceUrn: z.string().default(""),
      message: z.string(),
      policyName: z.string(),
      enforcementLevel: z.enum(["mandatory", "advisory", "remediate"]),
    })
    .optional(),
  policyRemediationEvent: z
    .object({ resourceUrn: z.string(), policyName: z.string(), before: inputs, after: inputs })
    .optional(),
});

type Event = z.infer<typeof event>;

/**
 * The findings in a log of the engine's events (`pulumi preview --event-log`), the mandatory ones first. What a rule has
 * mended is one too, and advisory: the program should say it.
 */
export function findingsOf(eventLog: string): Finding[] {
  const events = eventsOf(eventLog, /"policy(Remediation)?Event"/, event);
  const findings = events.flatMap(({ policyEvent, policyRemediationEvent }) => [
    ...(policyEvent ? [found(policyEvent)] : []),
    ...(policyRemediationEvent ? [mended(policyRemediationEvent)] : []),
  ]);
  return findings.sort((a, b) => order(a).localeCompare(order(b), "en"));
}

function found({ resourceUrn, message, policyName, enforcementLevel }: NonNullable<Event["policyEvent"]>): Finding {
  const [words, open] = [/^(?:Found: |(?=Excepted until ))(.*)\.$/m, /^Cannot be decided [^:]*: (.*)\.$/m].map(
    (form) => form.exec(message)?.[1],
  );
  return {
    rule: policyName,
    level: enforcementLevel === "advisory" ? "advisory" : "mandatory",
    ...resource(resourceUrn),
    words: words ?? open ?? message.trim(),
    isUndecided: words === undefined && open !== undefined,
  };
}

const MENDED = "mended: ";

/** Whether a finding tells what its rule has mended. */
export const isMended = ({ words }: Finding): boolean => words.startsWith(MENDED);

function mended({ resourceUrn, policyName, before, after }: NonNullable<Event["policyRemediationEvent"]>): Finding {
  const changed = Object.keys(after).filter((key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]));
  const words = `${MENDED}${changed.map((key) => `${key} is ${JSON.stringify(after[key])}`).join(", ")}`;
  return { rule: policyName, level: "advisory", ...resource(resourceUrn), words, isUndecided: false };
}

const resource = (urn: string) => ({
  urn,
  type: urn.split("::").at(2)?.split("$").at(-1) ?? "",
  name: urn.split("::").at(3) ?? "",
});

const order = ({ level, isUndecided, rule, name }: Finding): string =>
  `${level === "mandatory" ? 0 : isUndecided ? 2 : 1} ${rule} ${name}`;

/** How many there are of each kind. */
export function counted(findings: readonly Finding[]) {
  const undecided = findings.filter(({ isUndecided }) => isUndecided).length;
  const mandatory = findings.filter(({ level }) => level === "mandatory").length;
  return { mandatory, advisory: findings.length - mandatory - undecided, undecided };
}
