import type { ReportViolation } from "@pulumi/policy";

import type { Exception } from "./exceptions";
import { reportAtLevel } from "./sdk";
import { unlessUnknown } from "./unknown";

/** Why a question stays open: the answer does not exist yet, or lies in another stack. */
export type Open = "before the update" | "from this stack alone";

/** Says what a check finds at one resource. */
export interface Report {
  /** Something that must not be, at the rule's level. The rule's description and remedy are added. */
  readonly violation: (found: string) => void;
  /** A question without an answer: advisory whatever the rule's level, so it refuses nothing and is not passed over. */
  readonly undecided: (question: string, open?: Open) => void;
}

/** What a rule says of itself in every finding. */
interface Wording {
  readonly description: string;
  readonly remediationSteps: string;
}

/**
 * A report on the resource `urn`. The engine prints rule, level, and the resource's type and name above a message, so the
 * message repeats none of them. What an exception covers is told as advisory, with its reason and end: never passed over.
 */
export function reportOn(
  rule: Wording,
  report: ReportViolation,
  urn: string,
  exceptionOf: (urn: string) => Exception | undefined,
): Report {
  const advise = (words: string) =>
    reportAtLevel(report, { message: `${rule.description}\n${words}.`, enforcementLevel: "advisory", urn });
  return {
    violation: (found) => {
      const exception = exceptionOf(urn);
      if (exception) advise(`Excepted until ${exception.expires} (${exception.reason}): ${found}`);
      // The SDK puts the description above this text, and above this text only.
      else report(`Found: ${found}.\nRemedy: ${rule.remediationSteps}`, urn);
    },
    undecided: (question, open = "before the update") => {
      // What may turn out to be a violation may turn out to need its exception.
      exceptionOf(urn);
      advise(`Cannot be decided ${open}: ${question}`);
    },
  };
}

/**
 * Runs `check`; an unknown value that it touches ends it, and leaves its resource undecided. A check that fails, as it may at
 * inputs of a shape that no provider takes, is a violation: what nobody has judged does not pass.
 */
export function decide(check: () => void, report: Report): void {
  try {
    unlessUnknown(check, (path) => report.undecided(`the value of ${path}`));
  } catch (error) {
    report.violation(cannotJudge(error));
  }
}

/** What is said of something whose check fails. */
export const cannotJudge = (error: unknown): string =>
  `it cannot be judged (${error instanceof Error ? error.message : String(error)})`;
