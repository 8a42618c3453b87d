import actions from "../../bootstrap/permissions/called.json";

/** What a role that deploys is allowed, by service and operation. */
const listed: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>> = actions;

/** The operations that a deployment has called and that the list of a deploying role's actions does not have. */
export function unlisted(called: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(called).flatMap(([service, operations]) =>
    operations.filter((operation) => !listed[service]?.[operation]).map((operation) => `${service}.${operation}`),
  );
}
