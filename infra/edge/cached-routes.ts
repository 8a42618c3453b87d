import { parseRoute } from "../compute/routes/route";
import type { ComputeSettings } from "../settings";
import type { CachedRoute } from "./behaviors";

/** The routes whose answers the edge keeps, as settings state and have checked them. */
export function cachedRoutes(routes: ComputeSettings["routes"]): CachedRoute[] {
  return routes.flatMap((stated) => {
    const read = parseRoute(stated);
    return stated.cacheSeconds !== undefined && "route" in read
      ? [{ path: read.route.path, cacheSeconds: stated.cacheSeconds }]
      : [];
  });
}
