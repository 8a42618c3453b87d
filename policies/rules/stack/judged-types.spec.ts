import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { always, brief } from "../../testing/kit";
import { judgedTypes as subject } from "./judged-types";

describe("judged-types", () => {
  for (const type of [
    "aws-native:s3:Bucket",
    "aws-native:ec2:SecurityGroup",
    "aws:cloudcontrol/resource:Resource",
    "aws:cloudformation/stack:Stack",
    "aws:cloudformation/stackSet:StackSet",
    "aws:lightsail/instance:Instance",
  ]) {
    it(`tells once of ${type} that nobody judges it, whatever is known of it`, () => {
      for (const inputs of [{}, { name: "x", policy: later("{}") }]) {
        const [found, ...more] = always(subject, [resource(type, "one", inputs)]);
        assert.deepEqual(more, []);
        assert.equal(found?.level, "advisory");
        assert.match(found.message, /Found: no rule judges what .* makes/);
      }
    });
  }

  for (const type of [
    "aws:s3/bucket:Bucket",
    "aws:alb/loadBalancer:LoadBalancer",
    "random:index/randomId:RandomId",
    "web:x:Y",
  ]) {
    it(`says nothing of ${type}`, () => assert.deepEqual(brief(always(subject, [resource(type, "one")])), []));
  }
});
