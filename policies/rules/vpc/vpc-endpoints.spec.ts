import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { vpcEndpoints as subject } from "./vpc-endpoints";

const vpc = resource("aws:ec2/vpc:Vpc", "main");
const endpoint = (serviceName: unknown, vpcId: unknown = idOf(vpc)) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", { vpcId, serviceName });
const s3 = endpoint("com.amazonaws.eu-west-1.s3");
const ssm = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "ssm", {
  vpcId: idOf(vpc),
  serviceName: "com.amazonaws.eu-west-1.ssm",
});

describe("vpc-endpoints", () => {
  it("accepts a VPC with those demanded", () => {
    assert.deepEqual(always(subject, [vpc, s3, ssm]), []);
    assert.deepEqual(always(subject, [vpc, s3], { services: ["s3"] }), []);
  });

  it("advises against a VPC without them, or with another's", () => {
    const [found, ...more] = always(subject, [vpc, endpoint("com.amazonaws.eu-west-1.ssmmessages")]);
    assert.deepEqual(more, []);
    assert.equal(found?.level, "advisory");
    assert.match(found.message, /Found: it has no endpoint for s3 and ssm\./);
    const [other] = always(subject, [vpc, ssm, endpoint("com.amazonaws.eu-west-1.s3", "vpc-elsewhere")]);
    assert.match(other?.message ?? "", /no endpoint for s3\./);
  });

  it("leaves open what is unknown in a preview and decides at the update", () => {
    for (const unknown of [
      endpoint(later("com.amazonaws.eu-west-1.ec2")),
      endpoint("com.amazonaws.eu-west-1.s3", later("vpc-elsewhere")),
    ]) {
      assert.match(preview(subject, [vpc, ssm, unknown])[0]?.message ?? "", /Cannot be decided .* endpoints for s3\./);
      assert.match(update(subject, [vpc, ssm, unknown])[0]?.message ?? "", /Found: it has no endpoint for s3\./);
      assert.deepEqual(brief(update(subject, [vpc, ssm, unknown])), ["advisory main"]);
    }
  });
});
