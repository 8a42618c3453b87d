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

/** What browsers know (Content Security Policy Level 3, Trusted Types, Reporting); they pass over any other. */
export const directives: readonly string[] = [
  ...["default", "child", "connect", "font", "frame", "img", "manifest", "media", "object", "worker"].map(fetching),
  ...["script", "style"].flatMap((what) => [fetching(what), `${what}-src-elem`, `${what}-src-attr`]),
  "base-uri",
  "form-action",
  "frame-ancestors",
  "report-to",
  "report-uri",
  "require-trusted-types-for",
  "sandbox",
  "trusted-types",
  "upgrade-insecure-requests",
];

function fetching(what: string): string {
  return `${what}-src`;
}

/** Words that mean something in single quotes only: without them each is the name of a host. */
const keywords =
  "self|none|unsafe-inline|unsafe-eval|unsafe-hashes|wasm-unsafe-eval|strict-dynamic|report-sample|nonce-.+|sha(256|384|512)-.+";

/** A source that lacks its quotes. Case does not matter, which is spelt out: JSON Schema has no flags. */
export const unquotedForm = new RegExp(
  `^"?(${keywords.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)})"?$`,
);

/** The sources that lack their quotes. */
export const unquoted = (sources: readonly string[]): string[] => sources.filter((source) => unquotedForm.test(source));
