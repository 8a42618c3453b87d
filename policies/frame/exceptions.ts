import type { PolicyConfigSchema } from "@pulumi/policy";

import { literal } from "./literal";

type JsonSchema = PolicyConfigSchema["properties"][string];

/** A deviation from a rule that an environment takes knowingly, and for a time. */
export interface Exception {
  /** Of the resources meant: their whole URN, in which `*` stands for any text. */
  readonly urn: string;
  /** Why the rule does not hold there: what is done in its place, or until when it is mended. */
  readonly reason: string;
  /** The last day, UTC, on which it holds: `2027-06-30`. */
  readonly expires: string;
}

/** What a levels file may say under `exceptions`, for every rule. */
export const exceptionsSchema: JsonSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      urn: { type: "string", pattern: "^urn:pulumi:." },
      reason: { type: "string", minLength: 10 },
      expires: { type: "string", pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$" },
    },
    required: ["urn", "reason", "expires"],
    additionalProperties: false,
  },
};

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Whether the day is over on which the exception ends. */
export const hasExpired = ({ expires }: Exception, now = new Date()): boolean => expires < day(now);

/** Whether the exception is about the resource. */
export function isAbout({ urn: pattern }: Exception, urn: string): boolean {
  return new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`).test(urn);
}

/** The exceptions from one rule, and which of them had something to except. */
export class Exceptions {
  private readonly needed = new Set<string>();

  /** The one that holds today for the resource, if any. It counts as needed from now on. */
  for(urn: string, exceptions: readonly Exception[]): Exception | undefined {
    for (const exception of exceptions) if (isAbout(exception, urn)) this.needed.add(exception.urn);
    return exceptions.find((exception) => isAbout(exception, urn) && !hasExpired(exception));
  }

  /** What is wrong with the list itself: those that are over, and those that nothing needs any more. */
  flaws(exceptions: readonly Exception[]): string[] {
    return exceptions.flatMap((exception) => {
      const { urn, reason, expires } = exception;
      if (hasExpired(exception)) return `the exception for ${urn} (${reason}) expired on ${expires}`;
      return this.needed.has(urn) ? [] : `the exception for ${urn} (${reason}) excepts nothing`;
    });
  }
}
