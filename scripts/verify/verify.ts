/** `npm run verify -- -s <stack>`: asks what a stack serves, as its users do. */
import { z } from "zod";
import { Mistake } from "../mistake";
import { outputsOf } from "../stack";
import { type Check, checksOf } from "./checks";

const deployed = z.object({
  site: z.object({ url: z.string() }).optional(),
  api: z.object({ endpoint: z.string(), routes: z.array(z.string()) }).optional(),
});

interface Options {
  readonly stack?: string;
  readonly site?: string;
}

/** Tells of each check how it went, and gives 1 where one does not hold. */
export async function run(options: Options): Promise<number> {
  const { name, outputs } = outputsOf(options.stack);
  const { site, api } = deployed.parse(outputs);
  const checks = checksOf({ site: options.site ?? site?.url, api });
  if (checks.length === 0) throw new Mistake(`stack ${name} has neither a site nor an API: nothing can be asked`);
  let wrong = 0;
  for (const check of checks) if (!(await holds(check))) wrong += 1;
  console.log(wrong === 0 ? `${name} serves what it should` : `${wrong} of ${checks.length} are not as they should be`);
  return wrong === 0 ? 0 : 1;
}

/** Runs a check, and tells how it went. */
async function holds({ name, run: ask }: Check): Promise<boolean> {
  try {
    console.log(`ok     ${name}: ${await ask()}`);
    return true;
  } catch (error) {
    console.log(`WRONG  ${name}: ${(error as Error).message}`);
    return false;
  }
}
