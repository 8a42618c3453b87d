/** Text that is markup already. Only {@link markup} and {@link trusted} make it, so that nothing else goes in unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand in a template: nothing for undefined, false and "". */
export type Part = string | number | false | undefined | Markup | readonly Part[];

/**
 * A template of HTML or SVG. What is put in is escaped, for text and for quoted attributes, unless it is markup; lists are
 * joined.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + rendered(parts[index])).join(""));
}

/** Takes text as it is: for what is in this repository, such as the style sheet. */
export const trusted = (text: string): Markup => new Markup(text);

function rendered(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  return typeof part === "object" ? part.map(rendered).join("") : escaped(String(part));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
