import { writeFileSync } from "node:fs";

/** Notes the most memory that this process has had, in KiB, in the file that MEMORY names. */
export function noteMemory(): void {
  const file = process.env["MEMORY"];
  if (file === undefined) return;
  process.on("exit", () => {
    writeFileSync(file, String(process.resourceUsage().maxRSS));
  });
}
