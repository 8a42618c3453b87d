import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { shortType } from "../../scripts/report/resources";
import { additions } from "./drifts/additions";
import type { Drift, Known } from "./drifts/drift";
import { changesOfNetwork } from "./drifts/network";
import { changesOfOthers } from "./drifts/others";
import { changesOfProd } from "./drifts/prod";
import { unseen } from "./drifts/unseen";
import type { StateResource } from "./graph";
import { AT_ONCE, NO_POLICIES, Platform } from "./platform";

const nameOf = ({ urn }: StateResource) => urn.split("::").slice(3).join("::");
const shown = ({ type, name }: Drift) => `${type} ${name}`;
const key = (resource: StateResource) => `${shortType(resource.type).replace(/^aws:/, "")} ${nameOf(resource)}`;

/** What somebody does to a prod stack by hand, which has all kinds of resources that there are in dev too. */
describe("what is changed behind Pulumi's back", () => {
  const platform = new Platform();
  after(() => platform.remove());

  const state = async () => new Map((await platform.state("prod")).map((each) => [key(each), each]));

  /** Does it all, and gives what a refresh found of it. */
  const refreshed = async (drifts: readonly Drift[]) => {
    const before = await state();
    const known = (type: string, name: string): Known => {
      const resource = before.get(`${type} ${name}`);
      if (resource === undefined) throw new Error(`there is no ${type} ${name}`);
      return { ...(resource.outputs as Known), id: resource.id ?? "" };
    };
    const aws = await platform.localAws();
    for (const drift of drifts) await drift.by(aws, known(drift.type, drift.name), known);
    await platform.succeed("refresh", "-s", "prod", ...AT_ONCE);
    const after = await state();
    return (drift: Drift): "gone" | "changed" | "same" => {
      const [one, other] = [before.get(shown(drift)), after.get(shown(drift))];
      if (other === undefined) return "gone";
      return JSON.stringify(one?.outputs) === JSON.stringify(other.outputs) ? "same" : "changed";
    };
  };

  before(() => platform.up("prod"));

  it("is found by a refresh", async () => {
    const drifts = [...additions, ...changesOfNetwork, ...changesOfOthers, ...changesOfProd];
    const found = await refreshed(drifts);
    assert.deepEqual(drifts.filter((drift) => found(drift) !== (drift.gone ? "gone" : "changed")).map(shown), []);
  });

  it("is taken back by the next up, and nothing is left of it", async () => {
    await platform.succeed("up", "-s", "prod", ...AT_ONCE, NO_POLICIES);
    await platform.hasNotDrifted("prod");
    await platform.isUpToDate("prod");
  });

  it("stays where AWS has a list of which Pulumi knows single parts, as docs/operations.md says", async () => {
    const page = readFileSync(join(__dirname, "../../docs/operations.md"), "utf8").replace(/\s+/g, " ");
    for (const { told } of unseen) assert.ok(page.includes(told), told);
    await refreshed(unseen);
    await platform.isUpToDate("prod");
  });
});
