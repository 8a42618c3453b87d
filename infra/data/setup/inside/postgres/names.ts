/**
 * Roles and the schema that the setup makes. They belong to the server, which holds one application; names of more than 16
 * characters are never the master user's (`database.masterUsername`).
 */
export const owner = "platform_schema_owner";
export const workloads = "platform_workloads";
export const records = "platform_migrations";

/** Comments on what the setup makes, by which it knows its own: roles of others are never touched. */
export const roleMark = "Made by the platform";
export const userMark = "Made by the platform for a workload";
