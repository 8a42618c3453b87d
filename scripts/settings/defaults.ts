import { stringify } from "yaml";
import { environments } from "../../infra/settings/presets";
import { type Condition, type Default, type Entry, stated } from "./entries";
import { code } from "./markdown";

/** A default of more characters stands in lines of its own. */
const longest = 80;

/** What the presets have for a setting: lines of a name and a text, YAML where it is long. */
export function defaults({ defaults: all, required: needed }: Entry): (readonly [string, string])[] {
  const required = needed && all.every(({ values }) => environments.every((name) => values[name] === undefined));
  const groups = new Map<string, Default[]>();
  for (const one of all) {
    const key = JSON.stringify(environments.map((name) => stated(one.values[name])));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const inGroups = [...groups.values()];
  const keys = deciding(inGroups);
  const cases = inGroups.map((alike) => ({ when: conditions(alike, keys), texts: texts(alike[0], required) }));
  if (cases.length === 0) return required ? [["default", texts(undefined, true)[0] ?? ""]] : [];
  if (cases.every(({ texts: shown }) => shown.every((text) => text.length <= longest))) {
    return [["default", cases.map(({ when, texts: shown }) => `${inPresets(shown)}${when}`).join("; ")]];
  }
  return cases.flatMap(({ when, texts: shown }) => {
    if (isSame(shown)) return [[`default${when}`, shown[0] ?? ""] as const];
    return shown.map((text, index) => [`default in ${environments[index]}${when}`, text] as const);
  });
}

/** The settings that tell the groups apart: the fewest of those that there are. */
function deciding(groups: readonly (readonly Default[])[]): string[] {
  const keys = new Set(groups.flat().flatMap(({ when }) => when.map(({ key }) => key)));
  for (const key of [...keys]) {
    keys.delete(key);
    const seen = groups.map((alike) => new Set(alike.map((one) => JSON.stringify(within(one.when, keys)))));
    const apart = seen.every((own, index) =>
      seen.slice(index + 1).every((other) => ![...own].some((text) => other.has(text))),
    );
    if (!apart) keys.add(key);
  }
  return [...keys];
}

const within = (when: readonly Condition[], keys: ReadonlySet<string>) => when.filter(({ key }) => keys.has(key));

function conditions(alike: readonly Default[], keys: readonly string[]): string {
  const all = alike.map(({ when }) =>
    within(when, new Set(keys))
      .map(({ key, kind }) => code(`${key}: ${kind}`))
      .join(", "),
  );
  const told = [...new Set(all)].filter((text) => text !== "");
  return told.length === 0 ? "" : ` with ${told.join(" or ")}`;
}

const isSame = ([first, ...others]: readonly string[]) => others.every((text) => text === first);

const inPresets = (shown: readonly string[]) =>
  isSame(shown) ? (shown[0] ?? "") : shown.map((text, index) => `${text} in ${environments[index]}`).join(", ");

function texts(one: Default | undefined, required: boolean): string[] {
  return environments.map((name) => {
    const value = stated(one?.values[name]);
    if (value === undefined) return required ? "none, it has to be stated" : "none";
    const inLine = code(stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim());
    return inLine.length <= longest ? inLine : stringify(value, { lineWidth: 110 });
  });
}
