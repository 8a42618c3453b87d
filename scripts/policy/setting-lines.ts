import { isPair, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { namespace } from "../../infra/settings/namespace";
import type { Finding } from "./findings";
import type { Place } from "./positions";

/** A setting that a stack file states: its section, key and line. */
export interface StatedSetting extends Place {
  readonly section: string;
  readonly key: string;
}

/** What a stack file states of the program's own settings. */
export function settingLines(file: string, text: string): StatedSetting[] {
  const lines = new LineCounter();
  const found: StatedSetting[] = [];
  visit(parseDocument(text, { lineCounter: lines }), {
    Pair: (_, pair, path) => {
      const section = path.map(nameOf).find((name) => name?.startsWith(namespace));
      const [key, start] = [nameOf(pair), isScalar(pair.key) ? pair.key.range?.[0] : undefined];
      if (section === undefined || key === undefined || start === undefined) return;
      const { line, col } = lines.linePos(start);
      found.push({ section: section.slice(namespace.length), key, file, line, column: col });
    },
  });
  return found;
}

const nameOf = (node: unknown): string | undefined =>
  isPair(node) && isScalar(node.key) ? String(node.key.value) : undefined;

/**
 * The setting that decides what was found: one of the section that the resource's component is named after, that has the name of
 * the property that the finding begins with, or begins with the same two words (`backupRetentionDays`, `backupRetentionPeriod`).
 */
export function settingOf({ urn, words }: Finding, stated: readonly StatedSetting[]): StatedSetting | undefined {
  const property = /^[\w.]*?(\w+) (?:is|are|names|has)\b/.exec(words)?.[1] ?? "";
  const sections = new Set(
    [...(urn.split("::")[2] ?? "").matchAll(/[^:$]+/g)].map(([name]) => name.charAt(0).toLowerCase() + name.slice(1)),
  );
  const own = stated.filter(({ section }) => sections.has(section));
  return (
    own.find(({ key }) => key === property) ??
    own.find(({ key }) => beginning(key) !== undefined && beginning(key) === beginning(property))
  );
}

/** The first two words of a name in camel case, where it has more than one. */
const beginning = (name: string): string | undefined => /^[a-z0-9]+[A-Z][a-z0-9]*/.exec(name)?.[0];
