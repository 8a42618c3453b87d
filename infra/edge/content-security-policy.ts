/** Sources by directive. */
type Directives = Readonly<Record<string, readonly string[]>>;

/** Characters that CloudFront takes ("Quotas on headers", TooLongCSPInResponseHeadersPolicy). */
export const longestPolicy = 1783;

/** A directive without sources stands by itself: `upgrade-insecure-requests`. */
export function policyText(directives: Directives): string {
  return Object.entries(directives)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}
