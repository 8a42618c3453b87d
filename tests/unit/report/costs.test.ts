import assert from "node:assert/strict";
import { loadPrices } from "../../../scripts/costs/prices";
import { costsOf, costsSection, settingsOf, totalText } from "../../../scripts/report/costs";

import { graphOf } from "./fixture";

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
    assert.match(totalText(costs), /^at least \d+\.\d\d, without: NAT gateway × 3$/);
    assert.match(costsSection(costs, without).text, /NAT gateway × 3[^]*?not known[^]*?not known/);
  });

  it("are those of the stack's region, with what has no price there", () => {
    const there = loadPrices("eu-central-1");
    const costs = costsOf(settingsOf({ ...prod, "aws:region": "eu-central-1" }), there);
    assert.match(totalText(costs), /^at least \d+\.\d\d, without: Master secret, Internal application load balancer$/);
    const page = costsSection(costs, there).text;
    assert.match(page, /list prices in eu-central-1/);
    assert.match(page, /NAT gateway × 3[^]*?>0\.052</);
  });

  it("are without what the estimate knows nothing of", () => {
    const queue = { type: "aws:sqs/queue:Queue", name: "jobs" };
    const costs = costsOf(settingsOf(prod), prices, graphOf([queue, { ...queue, name: "failed" }]));
    assert.match(totalText(costs), /^at least \d+\.\d\d, without: aws:sqs:Queue × 2$/);
    assert.match(costsSection(costs, prices).text, /Not priced[^]*aws:sqs:Queue × 2/);
  });

  it("are not known at all without any price", () => {
    const nothing = { ...prices, prices: {} };
    const costs = costsOf(settingsOf(prod), nothing);
    assert.match(totalText(costs), /^not known, without: .*NAT gateway × 3/);
    assert.doesNotMatch(costsSection(costs, nothing).text, />(at least )?0\.00</);
  });

  it("are not known at the prices of another region, or without settings", () => {
    const elsewhere = costsOf(settingsOf({ ...prod, "aws:region": "us-east-1" }), prices);
    assert.equal(totalText(elsewhere), "not known");
    assert.match(
      costsSection(elsewhere, prices).text,
      /Not known: the prices are of eu-west-1, and the stack is in us-east-1/,
    );
    assert.equal(totalText(costsOf(settingsOf({}), prices)), "not known");
  });
});
