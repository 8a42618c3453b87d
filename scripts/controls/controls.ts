/** Writes docs/controls.md and docs/policies-compared.md. With `--check` it writes nothing and fails when a page is stale. */
import { writeOrCheck } from "../generated";
import { comparedPage } from "./compared";
import { pageOf } from "./page";
import { register } from "./register";

writeOrCheck({ "docs/controls.md": pageOf(register()), "docs/policies-compared.md": comparedPage() }).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
