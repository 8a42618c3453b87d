/** One part of a path, between two slashes. */
export type Segment =
  | { readonly kind: "literal"; readonly text: string }
  /** `{name}`: exactly one segment that is not empty. */
  | { readonly kind: "one"; readonly name: string }
  /** `{name+}` or `*`, the last segment only: one or more characters of any kind, slashes too. */
  | { readonly kind: "rest"; readonly name: string };

/**
 * The path of a route, in the words of API Gateway ("Create routes for HTTP APIs", path variables).
 *
 * `/` is the pattern of one literal that is empty, as a request for `/` has one segment that is empty.
 */
export type Pattern = readonly Segment[];

const variable = /^\{([A-Za-z][A-Za-z0-9_]*)(\+?)\}$/;
const literal = /^[A-Za-z0-9._~-]+$/;

const name = "[A-Za-z][A-Za-z0-9_]*";
const segment = `([A-Za-z0-9._~-]+|\\{${name}\\})`;
/** A name, or the `*` that stands for `{proxy+}`, that comes again. */
const again = `\\{(?<twice>${name})\\+?\\}.*\\{\\k<twice>\\+?\\}|\\{proxy\\}.*\\*`;
/** The paths that `parsePattern` reads. */
export const pathForm = new RegExp(`(?!.*(${again}))/((${segment}/)*(${segment}|\\{${name}\\+\\}|\\*))?`);

/** Reads a path as a stack file states it; gives the pattern, or the words for what is allowed instead. */
export function parsePattern(path: string): Pattern | string {
  if (!path.startsWith("/")) return 'a path that begins with "/"';
  if (path === "/") return [{ kind: "literal", text: "" }];
  const parts = path.slice(1).split("/");
  if (parts.includes("")) return "a path without an empty segment and without a slash at its end";
  const unknown = parts.find((part) => part !== "*" && !variable.test(part) && !literal.test(part));
  if (unknown !== undefined) {
    return `segments of letters, digits and . _ ~ -, or "{name}", or as the last one "{name+}" or "*"; "${unknown}" is none of them`;
  }
  const pattern = parts.map(parseSegment);
  if (pattern.slice(0, -1).some(({ kind }) => kind === "rest")) {
    return '"{name+}" or "*" as the last segment only, because it takes all that follows';
  }
  const names = pattern.flatMap((segment) => (segment.kind === "literal" ? [] : [segment.name]));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? pattern : `a path that uses each name once; "${twice}" is there twice`;
}

function parseSegment(part: string): Segment {
  if (part === "*") return { kind: "rest", name: "proxy" };
  const [, name, plus] = variable.exec(part) ?? [];
  if (name === undefined) return { kind: "literal", text: part };
  return { kind: plus === "+" ? "rest" : "one", name };
}

/** The pattern as API Gateway writes it: `/api/users/{proxy+}`. */
export function patternText(pattern: Pattern): string {
  return write(pattern, (segment) => (segment.kind === "one" ? `{${segment.name}}` : `{${segment.name}+}`));
}

/** The pattern without the names of its variables: two patterns of one shape match the same paths. */
export function shape(pattern: Pattern): string {
  return write(pattern, (segment) => (segment.kind === "one" ? "{}" : "{+}"));
}

/** Some path that the pattern matches. */
export function samplePath(pattern: Pattern): string {
  return write(pattern, () => "x");
}

/** Writes a pattern, with the given text for each of its variables. */
export function write(pattern: Pattern, text: (segment: Exclude<Segment, { kind: "literal" }>) => string): string {
  return `/${pattern.map((segment) => (segment.kind === "literal" ? segment.text : text(segment))).join("/")}`;
}

/** Whether the pattern has a greedy end. */
export function isGreedy(pattern: Pattern): boolean {
  return pattern.at(-1)?.kind === "rest";
}

/** Whether a request's path, without its query, is one of the pattern's. Upper and lower case differ. */
export function matches(pattern: Pattern, path: string): boolean {
  const [before, ...parts] = path.split("/");
  return (
    before === "" &&
    (isGreedy(pattern) || parts.length === pattern.length) &&
    pattern.every((segment, index) => {
      if (segment.kind === "literal") return parts[index] === segment.text;
      const taken = segment.kind === "one" ? parts[index] : parts.slice(index).join("/");
      return taken !== undefined && taken !== "";
    })
  );
}

/** The pattern of all paths that both patterns match; nothing if they share none. */
export function common(a: Pattern, b: Pattern): Pattern | undefined {
  const [first, ...restOfA] = a;
  const [second, ...restOfB] = b;
  if (first === undefined || second === undefined) return a.length === b.length ? [] : undefined;
  if (first.kind === "rest") return isEmpty(second) ? undefined : b;
  if (second.kind === "rest") return isEmpty(first) ? undefined : a;
  const segment = commonSegment(first, second);
  const rest = common(restOfA, restOfB);
  return segment === undefined || rest === undefined ? undefined : [segment, ...rest];
}

function commonSegment(a: Segment, b: Segment): Segment | undefined {
  if (a.kind === "literal" && b.kind === "literal") return a.text === b.text ? a : undefined;
  if (isEmpty(a) || isEmpty(b)) return undefined;
  return a.kind === "literal" ? a : b;
}

function isEmpty(segment: Segment): boolean {
  return segment.kind === "literal" && segment.text === "";
}

/** Whether the second pattern matches every path that the first one matches. */
export function isWithin(inner: Pattern, outer: Pattern): boolean {
  const shared = common(inner, outer);
  return shared !== undefined && shape(shared) === shape(inner);
}
