/**
 * What to say where npm has written what it runs to a stdout that another program reads: npm before version 12 does so for
 * `npm run sandbox`, unless it is told to be silent.
 */
export function bannerWarning(env: NodeJS.ProcessEnv, isTerminal: boolean): string | undefined {
  const { npm_lifecycle_event: script, npm_config_user_agent: agent, npm_config_loglevel: level } = env;
  const major = Number(/^npm\/(\d+)\./.exec(agent ?? "")?.[1] ?? Infinity);
  if (isTerminal || script !== "sandbox" || level === "silent" || major >= 12) return undefined;
  return `npm ${major} writes a line of its own to stdout before pulumi does: npm run -s sandbox -- ... keeps it from that`;
}
