import assert from "node:assert/strict";

import { rules } from "../rules";
import { resource } from "../testing/fixtures";
import { preview } from "../testing/kit";
import { currentType } from "./types";

/** Findings of every rule, without what a fixture's type decides: its URN. */
const found = (type: string, inputs: object) =>
  rules
    .flatMap((rule) =>
      preview(rule, [resource(type, "one", { ...inputs })]).map(({ level }) => `${rule.name} ${level}`),
    )
    .sort();

describe("the older names of types", () => {
  for (const [older, current] of [
    ["aws:alb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer"],
    ["aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"],
    ["aws:s3/bucketAclV2:BucketAclV2", "aws:s3/bucketAcl:BucketAcl"],
  ] as const) {
    it(`does not hide ${older} from the rules for ${current}`, () => {
      assert.equal(currentType(older), current);
      assert.notDeepEqual(found(current, {}), []);
      assert.deepEqual(found(older, {}), found(current, {}));
    });
  }

  it("are not read into other types", () => {
    for (const type of [
      "aws:s3/bucketObjectv2:BucketObjectv2",
      "aws:wafv2/webAcl:WebAcl",
      "aws:lb/listener:Listener",
    ]) {
      assert.equal(currentType(type), type);
    }
  });
});
