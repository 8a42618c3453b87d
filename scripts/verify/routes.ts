/** A route's path and who answers it, where a GET is answered and the path has no variable part: `GET /api/posts -> function posts`. */
export function fixedGet(route: string): { readonly path: string; readonly target: string } | undefined {
  const [, path, target] = /^(?:(?:GET|ANY) )?(\/[^{*\s]*) -> (.+)$/.exec(route) ?? [];
  return path === undefined || target === undefined ? undefined : { path, target };
}
