/** Writes the lists of resources as they are now. */
import { spawnSync } from "node:child_process";

const { status } = spawnSync(
  "mocha",
  ["--timeout", "300000", "--grep", "resources/", "tests/engine/controls.test.ts"],
  {
    stdio: "inherit",
    env: { ...process.env, WRITE_RESOURCES: "true" },
  },
);
process.exitCode = status ?? 1;
