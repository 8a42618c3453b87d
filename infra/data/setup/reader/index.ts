import type { SetupResult } from "../event";

export const handler = async (): Promise<SetupResult> => ({ done: [] });
