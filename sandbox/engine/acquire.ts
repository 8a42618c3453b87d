import { existsSync } from "node:fs";
import { type Build, buildFolder, cachedBuild } from "./build";

/** A part of the engine that comes from Pulumi where that is possible, and is made here where it is not. */
export interface Part {
  /** As people say it: `pulumi 3.274.1`. */
  readonly name: string;
  /** The folder of an official one that is on this machine already. */
  installed(): Promise<string | undefined>;
  /** Downloads the official one. */
  readonly download: Build;
  /** Whether a download has a chance. Asked only when one is needed; answers within seconds. */
  reachable(): Promise<boolean>;
  /** Makes the stand-in. */
  readonly standIn: Build;
}

export type Origin = "official, installed" | "official, downloaded" | "stand-in";

export interface Acquired {
  readonly name: string;
  readonly folder: string;
  readonly origin: Origin;
}

/** The part as it is there already: an installed official one, else a downloaded one, else the stand-in that was made. */
export async function present(part: Part): Promise<Acquired | undefined> {
  const { name } = part;
  const installed = await part.installed();
  if (installed !== undefined) return { name, folder: installed, origin: "official, installed" };
  const earlier: [Build, Origin][] = [
    [part.download, "official, downloaded"],
    [part.standIn, "stand-in"],
  ];
  const [made] = earlier.filter(([build]) => existsSync(buildFolder(build)));
  return made && { name, folder: buildFolder(made[0]), origin: made[1] };
}

/**
 * Official before stand-in: installed, else downloaded (earlier or now), else the stand-in. A stand-in made earlier is
 * used without trying a download again, so that a command offline does not wait for the network. Throws when the
 * stand-in cannot be made either.
 */
export async function acquire(part: Part, log: (line: string) => void): Promise<Acquired> {
  const { name } = part;
  const already = await present(part);
  if (already) return already;
  if (await part.reachable()) {
    try {
      return { name, folder: await cachedBuild(part.download, log), origin: "official, downloaded" };
    } catch (error) {
      log(`${name} could not be downloaded (${(error as Error).message}): making the stand-in`);
    }
  }
  return { name, folder: await cachedBuild(part.standIn, log), origin: "stand-in" };
}
