import assert from "node:assert/strict";
import { loadPrices } from "../../../scripts/costs/prices";
import { costsOf, costsSection, settingsOf, totalText } from "../../../scripts/report/costs";

const prices = loadPrices();
const prod = { "aws:region": "eu-west-1", "web-platform:environment": "prod", "aws:defaultTags": "{}" };

describe("the costs of a report", () => {
  it("are those of the stack's own settings", () => {
    const cheap = settingsOf({ ...prod, "web-platform:network": '{"natGateways":"single"}' });
    assert.equal(cheap?.network.natGateways, "single");
    const [own, preset] = [cheap, settingsOf(prod)].map((settings) => Number(totalText(costsOf(settings, prices))));
    assert.ok((own ?? 0) > 0 && (own ?? 0) < (preset ?? 0), `${String(own)} ${String(preset)}`);
    const page = costsSection(costsOf(cheap, prices), prices).text;
    assert.doesNotMatch(page, /NAT gateway × 3/);
    assert.match(page, /docs\/prices\.json/);
    assert.match(page, /\d{4}-\d{2}-\d{2}/);
  });

  it("say that a price is not known, and what the sum is at least", () => {
    const without = {
      ...prices,
      prices: { ...prices.prices, "vpc.nat-gateway": { price: null, unit: "hour", note: "" } },
    } as const;
    const costs = costsOf(settingsOf(prod), without);
    assert.match(totalText(costs), /^at least \d+\.\d\d$/);
    assert.match(costsSection(costs, without).text, /NAT gateway × 3[^]*?not known[^]*?not known/);
  });

  it("are not known at all without any price", () => {
    const nothing = { ...prices, prices: {} };
    const costs = costsOf(settingsOf(prod), nothing);
    assert.equal(totalText(costs), "not known");
    assert.doesNotMatch(costsSection(costs, nothing).text, />(at least )?0\.00</);
  });

  it("are not known in a region that the table is not of, or without settings", () => {
    const elsewhere = costsOf(settingsOf({ ...prod, "aws:region": "us-east-1" }), prices);
    assert.equal(totalText(elsewhere), "not known");
    assert.match(
      costsSection(elsewhere, prices).text,
      /Not known: the price table is of eu-west-1, and the stack is in us-east-1/,
    );
    assert.equal(totalText(costsOf(settingsOf({}), prices)), "not known");
  });
});
