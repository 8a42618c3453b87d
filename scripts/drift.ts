/** `npm run drift -- -s <stack>`: says what in AWS is not as the stack's state has it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Mistake } from "./mistake";

/** GitHub takes 65,536 characters in an issue. */
const longest = 60_000;

interface Options {
  readonly stack: string;
  readonly output: string;
}

/** Writes what differs to `<stack>.md` in the folder `output`, and gives 1 where something does. AWS and the state stay as they are. */
export function run({ stack, output }: Options): number {
  const args = ["refresh", "--stack", stack, "--preview-only", "--diff", "--non-interactive", "--color", "never"];
  const { status, stdout, stderr, error } = spawnSync(
    "pulumi",
    [...args, "--suppress-progress", "--expect-no-changes"],
    {
      encoding: "utf8",
      maxBuffer: 1e9,
    },
  );
  if (error) throw new Mistake(`pulumi does not run: ${error.message}`);
  const hasDrifted = /no changes were expected.* but changes were/.test(stderr + stdout);
  if (status !== 0 && !hasDrifted) throw new Mistake(`${stdout}${stderr}`.trim());
  const text = hasDrifted ? drifted(stack, stdout) : `AWS is as the state of \`${stack}\` has it.\n`;
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, `${stack}.md`), text);
  console.log(text);
  return hasDrifted ? 1 : 0;
}

/** What to read of a stack that has drifted, as Markdown. */
export function drifted(stack: string, diff: string): string {
  const cut = diff.length > longest ? `${diff.slice(0, longest)}\n... and more` : diff;
  return [
    `What was changed in AWS since the last deployment of \`${stack}\`, and not by Pulumi:`,
    "",
    "~~~~diff",
    cut.trim(),
    "~~~~",
    "",
    `\`pulumi refresh --stack ${stack}\` takes it into the state, and the next \`pulumi up\` then takes it back where the program says otherwise.`,
    "",
  ].join("\n");
}
