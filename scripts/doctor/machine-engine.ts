import { presentCli } from "../../sandbox/engine/engine";

/** Whether the sandbox has the CLI that it runs: on PATH, downloaded or built. */
export const hasEngine = async (root: string): Promise<boolean> => (await presentCli(root)) !== undefined;
