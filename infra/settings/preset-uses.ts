import type { Use } from "./workload";

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/**
 * Compute in which the presets' workloads use nothing that the stack has not: a stack without a cache need not say of each workload
 * that it uses none. What a stack file states itself stays as it is, and is refused later.
 */
export function withoutAbsent(completed: unknown, stated: unknown, absent: readonly Use[]): unknown {
  if (!isFields(completed)) return completed;
  const { instances, functions } = completed;
  const own = fieldsOf(stated);
  const ownFunctions = fieldsOf(own["functions"]);
  const less = (workload: unknown, itsOwn: unknown): unknown =>
    isFields(workload) && Array.isArray(workload["uses"]) && !("uses" in fieldsOf(itsOwn))
      ? { ...workload, uses: workload["uses"].filter((use) => !absent.includes(use as Use)) }
      : workload;
  return {
    ...completed,
    ...(isFields(instances) && { instances: less(instances, own["instances"]) }),
    ...(isFields(functions) && {
      functions: Object.fromEntries(
        Object.entries(functions).map(([name, workload]) => [name, less(workload, ownFunctions[name])]),
      ),
    }),
  };
}
