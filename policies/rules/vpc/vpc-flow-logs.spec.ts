import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { vpcFlowLogs as subject } from "./vpc-flow-logs";

const vpc = resource("aws:ec2/vpc:Vpc", "main");
const log = (vpcId: unknown, more: object = {}, name = "log") =>
  resource("aws:ec2/flowLog:FlowLog", name, { trafficType: "ALL", vpcId, ...more });

describe("vpc-flow-logs", () => {
  it("accepts a VPC with a flow log", () => {
    assert.deepEqual(always(subject, [vpc, log(idOf(vpc))]), []);
    assert.deepEqual(always(subject, [vpc, log(idOf(vpc), { trafficType: "REJECT" })]), []);
    const accepted = log(idOf(vpc), { trafficType: "ACCEPT" }, "accepted");
    assert.deepEqual(always(subject, [vpc, log(idOf(vpc), { trafficType: "REJECT" }), accepted]), []);
  });

  it("refuses a VPC without one, or with another's", () => {
    const [found, ...more] = always(subject, [vpc]);
    assert.deepEqual(more, []);
    assert.equal(found?.level, "mandatory");
    assert.match(found.message, /Found: no FlowLog names it\./);
    assert.deepEqual(brief(always(subject, [vpc, log("vpc-elsewhere")])), ["mandatory main"]);
    const ofAccount = resource("aws:ec2/defaultVpc:DefaultVpc", "default");
    assert.deepEqual(brief(always(subject, [ofAccount])), ["mandatory default"]);
  });

  it("refuses a log of accepted connections alone", () => {
    const [found, ...more] = always(subject, [vpc, log(idOf(vpc), { trafficType: "ACCEPT" })]);
    assert.deepEqual(more, []);
    assert.match(found?.message ?? "", /Found: its flow log records accepted connections alone\./);
  });

  it("does not count the logs of what is in it", () => {
    for (const of of ["subnetId", "eniId", "transitGatewayId", "transitGatewayAttachmentId", "regionalNatGatewayId"]) {
      const part = log(null, { [of]: later("some-id") });
      assert.deepEqual(brief(always(subject, [vpc, part])), ["mandatory main"]);
      assert.deepEqual(always(subject, [vpc, part, log(idOf(vpc), {}, "whole")]), []);
    }
  });

  it("cannot tell what other logs a VPC elsewhere has", () => {
    const accepted = log("vpc-elsewhere", { trafficType: "ACCEPT" }, "accepted");
    assert.deepEqual(brief(always(subject, [accepted])), ["advisory accepted"]);
    assert.deepEqual(always(subject, [accepted, log("vpc-elsewhere")]), []);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const unknown of [log(later("vpc-elsewhere")), log(idOf(vpc), { trafficType: later("ACCEPT") })]) {
      assert.deepEqual(brief(preview(subject, [vpc, unknown])), ["advisory main"]);
      assert.deepEqual(brief(update(subject, [vpc, unknown])), ["mandatory main"]);
    }
  });
});
