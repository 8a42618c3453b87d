/**
 * `tsx scripts/pull-request/comment.ts <revision>`: what a pull request does to every stack since that revision of git, as Markdown in
 * `reports/pull-request`: `comment.md` for the pull request, `summary.md` for the job. After `npm run policy`, whose results it takes over.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFiles } from "../../sandbox/stack-file";
import { Mistake } from "../mistake";
import { totalText } from "../report/costs";
import { reported } from "../report/report";
import { summaryOf } from "../report/summary";
import { cut, longestComment, longestSummary, textOf } from "./text";

const folder = "reports/pull-request";

/** Writes both files. A change that nobody can tell is told as such, and fails nothing: the policies are what refuses. */
export function run(revision: string): void {
  const stacks = stackFiles({ root: "." }).map((stack) => ({
    stack,
    changes: changesOf(stack, revision),
    policies: read(`reports/policy/${stack}.md`),
  }));
  const text = textOf(stacks);
  mkdirSync(folder, { recursive: true });
  const summary = cut(
    text,
    longestSummary,
    "The rest does not fit here: `npm run policy` and `npm run report` have it.",
  );
  writeFileSync(join(folder, "summary.md"), summary);
  writeFileSync(join(folder, "comment.md"), cut(text, longestComment, `The rest does not fit here: ${whole()}.`));
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);

/** What differs, or why that is not known. */
function changesOf(stack: string, revision: string): string {
  try {
    const against = isAt(revision, `Pulumi.${stack}.yaml`) ? revision : undefined;
    const { comparison, architecture, costs, prices } = reported(stack, against);
    return comparison
      ? summaryOf(comparison, architecture, prices.currency)
      : `The stack is new. Its monthly cost in ${prices.currency}: ${totalText(costs)}.`;
  } catch (error) {
    if (!(error instanceof Mistake)) throw error;
    return `Not known:\n\n~~~~\n${error.message}\n~~~~`;
  }
}

/** Whether git has the file at a revision. */
function isAt(revision: string, file: string): boolean {
  return spawnSync("git", ["cat-file", "-e", `${revision}:${file}`], { stdio: "ignore" }).status === 0;
}

/** Where all of it is: the summary of the run, where GitHub runs this. */
function whole(): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = process.env;
  return run === undefined
    ? `${folder}/summary.md has it`
    : `[the summary of the run](${server}/${repository}/actions/runs/${run}) has it`;
}

if (require.main === module) {
  const [revision] = process.argv.slice(2);
  if (revision === undefined) throw new Error("name the revision of git that the pull request is compared with");
  run(revision);
}
