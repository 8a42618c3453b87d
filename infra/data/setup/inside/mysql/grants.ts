/** What workloads may do, in the order in which MySQL shows it. */
const rights = "SELECT, INSERT, UPDATE, DELETE";

/** Accounts are told apart by where they sign in from, too; a workload may do so from anywhere that reaches the database. */
export const accountOf = (user: string): string => `${identifier(user)}@${identifier("%")}`;

/**
 * The statements that leave a user with what workloads may do on the database, and nothing else; none where it has just that.
 *
 * @param shown What `SHOW GRANTS` says of it.
 */
export function mendingGrants(user: string, database: string, shown: readonly string[]): string[] {
  const account = accountOf(user);
  const wanted = grant(user, database);
  const usual = [`GRANT USAGE ON *.* TO ${account}`, wanted];
  const roles = shown.map((line) => line.replace(/ WITH ADMIN OPTION$/, "")).flatMap((line) => rolesIn(line, account));
  const tooMuch = shown.some((line) => !usual.includes(line) && rolesIn(line, account).length === 0);
  return [
    ...roles.map((role) => `REVOKE ${role} FROM ${account}`),
    // All at once, because MySQL takes away by name only what it has been told of.
    ...(tooMuch ? [`REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account}`] : []),
    ...(tooMuch || !shown.includes(wanted) ? [wanted] : []),
  ];
}

/** In a database's name, `_` and `%` are wildcards unless escaped (MySQL, "GRANT Statement"). */
const grant = (user: string, database: string): string =>
  `GRANT ${rights} ON ${identifier(database.replace(/[_%\\]/g, "\\$&"))}.* TO ${accountOf(user)}`;

/** \`GRANT \`a\`@\`%\`,\`b\`@\`%\` TO ...\`: privileges come with ON. */
function rolesIn(line: string, account: string): string[] {
  const [, roles] = /^GRANT (`.*`) TO (.*)$/.exec(line) ?? [];
  return roles === undefined || roles.includes(" ON ") || !line.includes(account) ? [] : [roles];
}

export const identifier = (name: string): string => `\`${name.replaceAll("`", "``")}\``;
