import { before, live, type Record, type Release } from "../../infra/release/record";
import { Mistake } from "../mistake";

/** Something that is released, with what is recorded of it. */
export interface Recorded {
  readonly of: string;
  readonly record: Record;
}

/** What shall be live instead of what is. */
export interface Step<T extends Recorded> {
  readonly what: T;
  readonly from: Release | undefined;
  readonly to: Release;
}

/**
 * Which releases to take back, and to what.
 *
 * @param what one thing, `functions`, or undefined for all. Of several, those that the newest release's commit has released:
 * that is the deployment that is taken back.
 * @param to the release before, unless one is named.
 * @throws Mistake in one sentence.
 */
export function rollbackOf<T extends Recorded>(all: readonly T[], what?: string, to?: string): Step<T>[] {
  const meant = chosen(all, what);
  const [first] = meant;
  if (to !== undefined) {
    if (meant.length !== 1 || first === undefined)
      throw new Mistake(`${to} of what? Name one of ${meant.map(({ of }) => of).join(", ")}`);
    return [stepOf(first, first.record.releases.findLast(({ id }) => id === to) ?? { id: to })];
  }
  const latest = ofLatestCommit(meant);
  const steps = latest.flatMap((released) => {
    const earlier = before(released.record);
    return earlier ? [stepOf(released, earlier)] : [];
  });
  if (steps.length === 0) throw new Mistake(`there is no earlier release of ${latest.map(({ of }) => of).join(", ")}`);
  return steps;
}

/**
 * Which of the releases that are held back to make live again.
 *
 * @throws Mistake where there is none.
 */
export function redoOf<T extends Recorded>(all: readonly T[], what?: string): Step<T>[] {
  const steps = chosen(all, what).flatMap((released) =>
    released.record.heldBack ? [stepOf(released, released.record.heldBack)] : [],
  );
  if (steps.length === 0) throw new Mistake(`nothing is held back${what === undefined ? "" : ` of ${what}`}`);
  return steps;
}

function chosen<T extends Recorded>(all: readonly T[], what?: string): T[] {
  const meant = all.filter(({ of }) => what === undefined || of === what || of.startsWith(`${what}/`));
  if (meant.length > 0) return meant;
  const there = all.length === 0 ? "nothing" : all.map(({ of }) => of).join(", ");
  throw new Mistake(`the stack releases no ${what ?? "site, function or instances"}: there is ${there}`);
}

function stepOf<T extends Recorded>(released: T, to: Release): Step<T> {
  const from = live(released.record);
  if (from?.id === to.id) throw new Mistake(`${to.id} of ${released.of} is live already`);
  return { what: released, from, to };
}

function ofLatestCommit<T extends Recorded>(all: readonly T[]): T[] {
  const at = ({ record }: T) => live(record)?.at ?? "";
  const [newest] = all.toSorted((a, b) => at(b).localeCompare(at(a)));
  const commit = newest && live(newest.record)?.commit;
  return all.filter((each) => each === newest || (commit !== undefined && live(each.record)?.commit === commit));
}
