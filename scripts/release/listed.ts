import type { Record } from "../../infra/release/record";

/** A release as `list` shows it. */
export interface Listed {
  readonly what: string;
  readonly release: string;
  readonly at?: string | undefined;
  readonly commit?: string | undefined;
  readonly is: "live" | "held back" | "earlier";
}

/** The releases of one thing, newest first. */
export function listed(what: string, { releases, heldBack }: Record): Listed[] {
  return releases
    .map(({ id: release, at, commit }, index): Listed => {
      const isLive = index === releases.length - 1;
      return { what, release, at, commit, is: isLive ? "live" : release === heldBack?.id ? "held back" : "earlier" };
    })
    .reverse();
}

/** Releases of each thing that a table has room for; `--json` has all. */
const shown = 10;

/** For a terminal: aligned columns under a heading. */
export function tableOf(groups: readonly (readonly Listed[])[]): string {
  const rows = groups.flatMap((releases) =>
    releases
      .slice(0, shown)
      .map(({ what, release, at, commit, is }) => [what, release, at?.slice(0, 19) ?? "-", commit ?? "-", is]),
  );
  const table = [["what", "release", "out since (UTC)", "commit", ""], ...rows];
  const widths = table.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)),
    [],
  );
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
