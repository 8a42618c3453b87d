/** Writes docs/controls.md. With `--check` it writes nothing and fails when the page is stale. */
import { writeOrCheck } from "../generated";
import { pageOf } from "./page";
import { register } from "./register";

writeOrCheck({ "docs/controls.md": pageOf(register()) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
