import assert from "node:assert/strict";
import { linkedSubnets } from "../../../../infra/compute/functions/link-zones";

describe("the subnets of a VPC link", () => {
  it("are those given, where every zone has links", () => {
    assert.deepEqual(linkedSubnets(["a", "b", "c"], ["euw1-az3", "euw1-az1", "euw1-az2"]), ["a", "b", "c"]);
  });

  it("are not those in a zone without links, whatever its letter", () => {
    assert.deepEqual(linkedSubnets(["a", "b", "c"], ["use1-az4", "use1-az3", "use1-az6"]), ["a", "c"]);
    assert.deepEqual(linkedSubnets(["a", "b", "c"], ["euw3-az2", "euw3-az1", "euw3-az3"]), ["b", "c"]);
  });

  it("are refused in fewer than two zones, with what to change", () => {
    assert.throws(() => linkedSubnets(["a", "b"], ["use1-az3", "use1-az1"]), /use1-az3, use1-az1.*network\.zones/);
  });
});
