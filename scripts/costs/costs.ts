/**
 * Writes what the presets cost a month: docs/costs.md, and the summary in README.md between its two markers.
 *
 * With `--check` it writes nothing and fails when a file is stale.
 */
import type { Environment } from "../../infra/settings";
import { parseSettings } from "../../infra/settings/settings";
import { between, readIfThere, writeOrCheck } from "../generated";
import { estimate } from "./estimate";
import { loadPrices } from "./prices";
import { costsPage, costsSummary, type Estimates } from "./report";

const prices = loadPrices();

function preset(environment: Environment) {
  const { settings } = parseSettings({ environment }, prices.region);
  if (settings === undefined) throw new Error(`the ${environment} preset is not valid`);
  return estimate(settings, prices);
}

const estimates: Estimates = { dev: preset("dev"), prod: preset("prod") };
const readme = between(readIfThere("README.md"), "costs", costsSummary(estimates, prices));
void writeOrCheck({
  "docs/costs.md": costsPage(estimates, prices),
  ...(readme !== undefined && { "README.md": readme }),
});
