type Environment = Readonly<Record<string, string>>;

/**
 * Variables as systemd reads them from an EnvironmentFile (systemd.exec): between double quotes a backslash, a quote, a
 * dollar and a backtick are escaped, and everything else, new lines too, stands for itself.
 */
export function environmentFile(environment: Environment): string {
  return lines(Object.entries(environment).map(([name, value]) => `${name}="${value.replace(/[\\"$`]/g, "\\$&")}"`));
}

/** The variables' names, as Docker reads them from its `--env-file`: without a value, a name takes the client's own. */
export function environmentNames(environment: Environment): string {
  return lines(Object.keys(environment));
}

const lines = (list: readonly string[]): string => list.map((line) => `${line}\n`).join("");
