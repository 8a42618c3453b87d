import { readFileSync } from "node:fs";
import { positionsIn } from "./positions";
import type { Preview } from "./preview";
import type { Places } from "./sarif";
import { settingLines, settingOf } from "./setting-lines";

/**
 * Where findings of a stack come from: the setting that decides, where the stack file states one, then the lines that declare the
 * resource. A finding on no resource is about the levels themselves.
 */
export function placesIn(stack: string, { stdout }: Pick<Preview, "stdout">): Places {
  const positions = positionsIn(stdout);
  const file = `Pulumi.${stack}.yaml`;
  const stated = settingLines(file, readFileSync(file, "utf8"));
  return (finding) => {
    const setting = settingOf(finding, stated);
    return [...(setting ? [setting] : []), ...positions(finding.urn)];
  };
}
