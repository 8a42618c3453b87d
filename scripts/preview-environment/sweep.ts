/**
 * `tsx scripts/preview-environment/sweep.ts <stacks> <pull requests>`: which stacks of pull requests are to be removed, as JSON. The files
 * are what `pulumi stack ls --json` and `gh pr list --json number` print.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { removable } from "./removable";

const listedStacks = z.array(z.object({ name: z.string(), lastUpdate: z.string().optional() }));
const listedPullRequests = z.array(z.object({ number: z.number() }));

export function sweep(stacks: string, pullRequests: string, now: Date): string {
  const asking = listedPullRequests.parse(JSON.parse(pullRequests)).map(({ number }) => number);
  return JSON.stringify(removable(listedStacks.parse(JSON.parse(stacks)), asking, now));
}

if (require.main === module) {
  const [stacks = "", pullRequests = ""] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
  console.log(sweep(stacks, pullRequests, new Date()));
}
