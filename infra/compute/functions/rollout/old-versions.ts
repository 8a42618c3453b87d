/**
 * The versions that are to be deleted: all but the newest ones and those that are named.
 *
 * @param versions published numbers, in any order.
 * @param named by an alias, or to be gone back to.
 */
export function oldVersions(versions: readonly string[], named: ReadonlySet<string>, keep: number): string[] {
  const newestFirst = [...new Set(versions)].sort((one, other) => Number(other) - Number(one));
  return newestFirst
    .slice(keep)
    .filter((version) => !named.has(version))
    .reverse();
}
