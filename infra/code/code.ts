import type { ComputeSettings, Settings } from "../settings";
import { bundle } from "./bundle";

/** Gives the bundle of a program by its entry. */
export type Code = (entry: string) => Promise<string>;

/** First file of a function. */
export const functionEntry = (name: string): string => `app/functions/${name}/index.ts`;

/** First files of the two programs that set up the database. */
export const setupEntries = {
  reader: "infra/data/setup/reader/index.ts",
  inside: "infra/data/setup/inside/index.ts",
} as const;

/** First file of what the instances run. */
export const applicationEntry = (folder: string): string => `${folder}/index.ts`;

/**
 * Begins to bundle all programs that a stack deploys. What does so first of all has them when their resources need them,
 * because bundling has a process of its own.
 */
export function bundled({ compute, database }: Pick<Settings, "compute" | "database">): Code {
  const entries = [...(database ? Object.values(setupEntries) : []), ...entriesOf(compute)];
  const bundles = entries.length > 0 ? bundle(entries) : undefined;
  return async (entry) => {
    const code = (await bundles)?.get(entry);
    if (code === undefined) throw new Error(`${entry} is no program of this stack`);
    return code;
  };
}

function entriesOf(compute: ComputeSettings | undefined): string[] {
  if (!compute) return [];
  const application = "instances" in compute ? compute.instances.application : undefined;
  return [
    ...("functions" in compute ? Object.keys(compute.functions).map(functionEntry) : []),
    ...(application?.kind === "archive" ? [applicationEntry(application.folder)] : []),
  ];
}
