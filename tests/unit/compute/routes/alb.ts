import type { ListenerRule } from "../../../../infra/compute/routes/listener-rules";
import type { Request } from "./tables";

/** What a listener does with a request: the first rule by priority whose conditions all hold; nothing is the default action. */
export function forwardedBy(rules: readonly ListenerRule[], { method, path }: Request): ListenerRule | undefined {
  return [...rules]
    .sort((a, b) => a.priority - b.priority)
    .find((rule) => (rule.methods?.includes(method) ?? true) && glob(rule.pathPattern, path));
}

/** `*` is any number of characters, `?` exactly one, and every other character itself. */
function glob(pattern: string, text: string): boolean {
  const [first] = pattern;
  if (first === undefined) return text === "";
  if (first === "*") return glob(pattern.slice(1), text) || (text !== "" && glob(pattern, text.slice(1)));
  return (first === "?" ? text !== "" : text.startsWith(first)) && glob(pattern.slice(1), text.slice(1));
}
