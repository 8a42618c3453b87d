import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { protectedData } from "./protected-data";

describe("protected-data", () => {
  for (const type of ["aws:rds/instance:Instance", "aws:elasticache/replicationGroup:ReplicationGroup"]) {
    it(`demands protect of ${type}`, () => {
      assert.deepEqual(always(protectedData, [resource(type, "data", {}, { protect: true })]), []);
      const [found] = always(protectedData, [resource(type, "data")]);
      assert.equal(found?.level, "mandatory");
      assert.match(found.message, /Found: protect is not set\./);
    });
  }

  it("does not judge a replica, nor what holds no data", () => {
    const replica = resource("aws:rds/instance:Instance", "replica", { replicateSourceDb: "primary" });
    assert.deepEqual(always(protectedData, [replica, resource("aws:sns/topic:Topic", "topic")]), []);
  });

  it("leaves open whether an unknown source makes it a replica", () => {
    const perhaps = resource("aws:rds/instance:Instance", "perhaps", { replicateSourceDb: later("") });
    assert.deepEqual(brief(preview(protectedData, [perhaps])), ["advisory perhaps"]);
    assert.deepEqual(brief(update(protectedData, [perhaps])), ["mandatory perhaps"]);
  });
});
