import type { FunctionsSettings } from "../../infra/settings";
import { hoursAMonth, kept, logs, type Use } from "./use";

/** The HTTP API and its functions: nothing is paid for while nobody calls, unless environments are kept warm. */
export function functionsUses(functions: FunctionsSettings): Use[] {
  return [
    ...provisioned(functions),
    ...alarms(functions),
    { item: "Requests to the API", price: "api-gateway.http-requests", unit: "million requests" },
    ...logs("Access log of the API"),
    { item: "Requests to functions", price: "lambda.requests", unit: "million requests" },
    { item: "Time of functions, by memory", price: "lambda.duration", unit: "GB-second" },
    { item: "Traces of functions", price: "x-ray.traces", unit: "million traces" },
    ...logs("Logs of functions"),
  ];
}

/** Alarms are charged by metric: errors and calls of one, and the time of the other (infra/compute/functions/rollout/version-alarms.ts). */
function alarms(functions: FunctionsSettings): Use[] {
  const watched = Object.values(functions).filter(({ rollout }) => rollout.kind !== "all-at-once").length;
  return watched === 0 ? [] : [kept(3 * watched, "Alarm of releases of functions, by metric", "cloudwatch.alarm")];
}

/** Memory that is kept ready, used or not (Lambda pricing, "Provisioned Concurrency Pricing"). */
function provisioned(functions: FunctionsSettings): Use[] {
  const gib = Object.values(functions).reduce(
    (sum, { provisionedConcurrency, memoryMib }) => sum + (provisionedConcurrency * memoryMib) / 1024,
    0,
  );
  if (gib === 0) return [];
  return [
    {
      item: "Provisioned concurrency, by memory",
      price: "lambda.provisioned-concurrency",
      unit: "GB-hour",
      quantity: gib * hoursAMonth,
    },
  ];
}
