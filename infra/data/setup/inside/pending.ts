import type { Migration } from "../migrations";
import type { Recorded } from "./engine";

/**
 * The migrations that have not run yet, in their order.
 *
 * @throws Error where what has run is not what is there: a file that was changed, is missing, or comes too late.
 */
export function pending(migrations: readonly Migration[], recorded: readonly Recorded[]): Migration[] {
  const ran = new Map(recorded.map(({ file, sha256 }) => [file, sha256]));
  const last =
    recorded
      .map(({ file }) => file)
      .toSorted()
      .at(-1) ?? "";
  const open = migrations.filter(({ file }) => !ran.has(file));
  const problems = [
    ...migrations.filter(({ file, sha256 }) => ran.has(file) && ran.get(file) !== sha256).map(changed),
    ...[...ran.keys()].filter((file) => !migrations.some((migration) => migration.file === file)).map(missing),
    ...open.filter(({ file }) => file < last).map(({ file }) => late(file, last)),
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return open;
}

const changed = ({ file }: Migration): string =>
  `${file} has run and was changed since: put it back as it was, and write a new migration for the change`;

const missing = (file: string): string =>
  `${file} has run and is not there any more: put it back; what it did is undone by a new migration`;

const late = (file: string, last: string): string =>
  `${file} has not run, and ${last} has, which comes after it: give it a number above that one's`;

/** What the stack believes to deploy has to be what is beside the program. */
export function demandSame(migrations: readonly Migration[], expected: Readonly<Record<string, string>>): void {
  const there = Object.fromEntries(migrations.map(({ file, sha256 }) => [file, sha256]));
  const differ = [...new Set([...Object.keys(there), ...Object.keys(expected)])].filter(
    (file) => there[file] !== expected[file],
  );
  if (differ.length === 0) return;
  throw new Error(
    `the setup function was deployed with other migrations than the stack has: ${differ.join(", ")}; run up again`,
  );
}
