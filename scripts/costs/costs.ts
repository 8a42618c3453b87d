/**
 * Writes what the presets cost a month: docs/costs.md, and the summary in README.md between its two markers.
 *
 * With `--check` it writes nothing and fails when a file is stale.
 */
import type { Environment } from "../../infra/settings";
import { regions, zonesOf } from "../../infra/settings/regions";
import { parseSettings } from "../../infra/settings/settings";
import { between, readIfThere, writeOrCheck } from "../generated";
import { estimate } from "./estimate";
import { loadPrices } from "./prices";
import { costsPage, costsSummary, type Estimates } from "./report";

const prices = loadPrices();

function preset(environment: Environment, region: string) {
  // An account's zones of Northern California have to be stated: it has two of them.
  const network = { zones: zonesOf(region).slice(0, 2) };
  const { settings = parseSettings({ environment, network }, region).settings } = parseSettings(
    { environment },
    region,
  );
  if (settings === undefined) throw new Error(`the ${environment} preset is not valid in ${region}`);
  return estimate(settings, loadPrices(region));
}

const presetsIn = (region: string): Estimates => ({ dev: preset("dev", region), prod: preset("prod", region) });

const estimates = presetsIn(prices.region);
const elsewhere = Object.fromEntries(regions.map((region) => [region, presetsIn(region)]));
const readme = between(readIfThere("README.md"), "costs", costsSummary(estimates, prices));
void writeOrCheck({
  "docs/costs.md": costsPage(estimates, prices, elsewhere),
  ...(readme !== undefined && { "README.md": readme }),
});
