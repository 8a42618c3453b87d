import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { vpcFlowLogs as subject } from "./vpc-flow-logs";

const vpc = resource("aws:ec2/vpc:Vpc", "main");
const log = (vpcId: unknown) => resource("aws:ec2/flowLog:FlowLog", "log", { trafficType: "ALL", vpcId });

describe("vpc-flow-logs", () => {
  it("accepts a VPC with a flow log", () => {
    assert.deepEqual(always(subject, [vpc, log(idOf(vpc))]), []);
  });

  it("refuses a VPC without one, or with another's", () => {
    const [found, ...more] = always(subject, [vpc]);
    assert.deepEqual(more, []);
    assert.equal(found?.level, "mandatory");
    assert.match(found.message, /Found: no FlowLog names it\./);
    assert.deepEqual(brief(always(subject, [vpc, log("vpc-elsewhere")])), ["mandatory main"]);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    assert.deepEqual(brief(preview(subject, [vpc, log(later("vpc-elsewhere"))])), ["advisory main"]);
    assert.deepEqual(brief(update(subject, [vpc, log(later("vpc-elsewhere"))])), ["mandatory main"]);
  });
});
