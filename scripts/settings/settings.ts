/**
 * Writes what editors and readers need to know of the settings: docs/settings.schema.json, docs/settings.md and a page a section.
 *
 * With `--check` it writes nothing and fails when a file is stale.
 */
import { writeOrCheck } from "../generated";
import { editorSchema } from "./editor-schema";
import { pages } from "./pages";

void writeOrCheck({ "docs/settings.schema.json": JSON.stringify(editorSchema()), ...pages() });
