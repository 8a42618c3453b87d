import { groupBy } from "../../policies/frame/group-by";
import { demandsOf, environments } from "../../policies/levels";
import { rules } from "../../policies/rules";
import { code } from "./markdown";

/** What mandatory rules want a setting to be, and in which presets' stacks; empty where none asks for it. */
export function demanded(setting: string): string {
  const ofPresets = Object.entries(environments).map(([name, levels]) => [name, demandsOf(rules, levels)] as const);
  const all = ofPresets.flatMap(([name, demands]) =>
    demands
      .filter((demand) => demand.setting.replace(".<route>", "[]") === setting)
      .map(({ value, rule }) => ({ name, value, rule })),
  );
  return [...groupBy(all, ({ value, rule }) => `${value} ${rule}`).values()]
    .map((same) => {
      const [{ value, rule }] = same;
      const where = same.length < ofPresets.length ? ` in ${same.map(({ name }) => name).join(", ")}` : "";
      return `${code(value)}${where} (${rule})`;
    })
    .join(", ");
}
