/** Writes one event: a name in snake_case, and what a reader needs to act on it. */
export type Log = (
  level: "info" | "warn" | "error",
  event: string,
  details?: Readonly<Record<string, string | number>>,
) => void;

/** One line of JSON an event, on standard output, which CloudWatch Logs Insights and journald take apart. */
export const log: Log = (level, event, details = {}) => {
  console.log(JSON.stringify({ level, event, ...details }));
};

/**
 * Why something failed, in one line: the error's code and message.
 *
 * Nothing else of an error is ever logged, because drivers and SDKs attach requests, queries and configurations to theirs.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  // A host with several addresses fails with an AggregateError, which has a code and no message.
  return [code, error.message].filter((part) => part !== undefined && part !== "").join(": ") || error.name;
}

/** The `code` that Node and PostgreSQL give their errors, such as `ECONNREFUSED` or `28P01`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
