import { z } from "zod";
import { type Problem, problem } from "./problems";

/** Ids in AWS: a list in a stack file, a text with commas from `--config`. */
export const loseDataSetting = z.union([
  z.string().regex(/^[^\s,]+(,[^\s,]+)*$/),
  z.array(z.string().regex(/^[^\s,]+$/)),
]);

/**
 * Reads what may be lost. An id is of one thing: once that is replaced or deleted the setting allows nothing more, so it does
 * no harm where it is forgotten.
 */
export function loseData(stated: Readonly<Record<string, unknown>>): { ids: string[]; problems: Problem[] } {
  const { loseData: given = [] } = stated;
  const { data } = loseDataSetting.safeParse(given);
  if (data === undefined) {
    const allowed =
      "ids of what an update may replace or delete, as a refused one names them: a list, or a text with commas";
    return { ids: [], problems: [problem("loseData", given, allowed)] };
  }
  return { ids: typeof data === "string" ? data.split(",") : data, problems: [] };
}
