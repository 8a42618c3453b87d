/** `npm run awsguard`: compares the policy pack with AwsGuard, and writes docs/awsguard.md. Takes a minute. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatted } from "../../scripts/generated";
import { compare } from "./comparison";
import { pageOf } from "./page";
import { edition, installAwsGuard, verdicts } from "./verdicts";

async function main(): Promise<void> {
  const file = join(__dirname, "../../docs/awsguard.md");
  installAwsGuard();
  const page = pageOf(compare(await verdicts()), edition(new Date().toISOString().slice(0, 10)));
  writeFileSync(file, await formatted(file, page));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
