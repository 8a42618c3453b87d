/** Deals nodes out to zones in turn: no zone ever has two more than another. */
export function spread(nodes: number, zones: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(nodes / zones.length) }, () => zones)
    .flat()
    .slice(0, nodes);
}
