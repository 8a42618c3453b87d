import { z } from "zod";
import { formProblems, routeProblems } from "../compute/routes/problems";
import { type Problem, problem } from "./problems";

/** What a table is checked against, whatever is wrong with the rest of the section. */
const routing = z.object({
  kind: z.enum(["instances", "functions", "both"]),
  enabled: z.boolean(),
  routes: z.array(z.object({ route: z.string(), to: z.string() })),
  functions: z.record(z.string(), z.unknown()).default({}),
  instances: z.object({ loadBalancer: z.object({ kind: z.enum(["application", "network"]) }) }).optional(),
});

/** What is wrong in the table of routes of a section that may not be right by itself. */
export function routeTableProblems(compute: unknown): Problem[] {
  const { data } = routing.safeParse(compute);
  if (!data) return [];
  const { kind, enabled, routes, functions, instances } = data;
  const found = enabled
    ? routeProblems(routes, {
        kind,
        functions: Object.keys(functions),
        ...(kind !== "functions" && instances && { loadBalancer: instances.loadBalancer.kind }),
      })
    : formProblems(routes);
  return found.map(({ index, key, allowed }) => {
    const route = index === undefined ? undefined : routes[index];
    const path = ["compute.routes", ...(route ? [String(index)] : []), ...(route && key ? [key] : [])].join(".");
    return problem(path, route && key ? route[key] : (route ?? routes), allowed);
  });
}
