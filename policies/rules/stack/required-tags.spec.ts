import assert from "node:assert/strict";

import { type Fixture, idOf, later, resource, UNKNOWN } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { requiredTags as subject } from "./required-tags";

const both = { Project: "web", Environment: "prod" };

/** A bucket: what the program states, what the provider adds, and so what AWS has. */
const bucket = (tags?: unknown, tagsAll: unknown = tags ?? null, provider?: Record<string, unknown>) =>
  resource("aws:s3/bucket:Bucket", "site", tags === undefined ? {} : { tags }, {
    assigned: { tagsAll },
    ...(provider && { provider }),
  });

const found = (...resources: Fixture[]) => brief(always(subject, resources));

describe("required-tags", () => {
  it("accepts what has them, and what can have none", () => {
    const policy = resource("aws:s3/bucketPolicy:BucketPolicy", "policy", {});
    assert.deepEqual(found(bucket({ ...both, Name: "x" }), policy), []);
    assert.deepEqual(always(subject, [bucket({ Owner: "team" })], { keys: ["Owner"] }), []);
  });

  it("refuses what lacks one, has an empty one, or has none, in the first preview", () => {
    const [first] = always(subject, [bucket({ Project: "web" })]);
    assert.equal(first?.level, "mandatory");
    assert.match(first.message, /Found: it has no tag Environment\./);
    for (const nothing of [bucket({}), bucket(), bucket(null), bucket(undefined, {})]) {
      assert.match(always(subject, [nothing])[0]?.message ?? "", /it has no tag Project and Environment\./);
    }
    assert.deepEqual(found(bucket({ Project: "", Environment: "prod" })), ["mandatory site"]);
  });

  it("counts what the provider adds, as an object or as text", () => {
    for (const defaultTags of [{ tags: both }, JSON.stringify({ tags: both })]) {
      assert.deepEqual(found(bucket(undefined, both, { defaultTags })), []);
    }
    const some = { defaultTags: { tags: { Project: "web" } } };
    assert.deepEqual(found(bucket({ Environment: "prod" }, both, some)), []);
    assert.deepEqual(found(bucket({ Name: "x" }, { Project: "web", Name: "x" }, some)), ["mandatory site"]);
  });

  it("takes a tag for one, though only the update knows its value", () => {
    assert.deepEqual(found(bucket({ ...both, Environment: later("prod") }, both)), []);
  });

  it("leaves open tags that a preview does not know and decides at the update", () => {
    for (const unknown of [bucket(later({}), {}), bucket({}, {}, { defaultTags: UNKNOWN })]) {
      assert.deepEqual(brief(preview(subject, [unknown])), ["advisory site"]);
    }
    assert.deepEqual(brief(update(subject, [bucket(later({}), {})])), ["mandatory site"]);
  });

  const template = (...tagSpecifications: unknown[]) =>
    resource(
      "aws:ec2/launchTemplate:LaunchTemplate",
      "template",
      { tagSpecifications, tags: both },
      { assigned: { tagsAll: both } },
    );
  const of = (resourceType: unknown, tags: unknown = both) => ({ resourceType, tags });
  const listed = (propagateAtLaunch: unknown, tags: Record<string, unknown> = both) =>
    Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch }));
  const group = (inputs: Record<string, unknown>) => resource("aws:autoscaling/group:Group", "group", inputs);
  const launching = (fixture: Fixture, tags: unknown) => group({ tags, launchTemplate: { id: idOf(fixture) } });

  describe("of what a template launches", () => {
    it("accepts instances and volumes that are tagged", () => {
      assert.deepEqual(found(template(of("instance"), of("volume"), of("network-interface", {}))), []);
    });

    it("refuses those that are not", () => {
      assert.deepEqual(found(template()), ["mandatory template", "mandatory template"]);
      const [first, ...more] = always(subject, [template(of("instance"), of("volume", { Project: "web" }))]);
      assert.deepEqual(more, []);
      assert.match(first?.message ?? "", /Found: a volume has no tag Environment\./);
    });

    it("accepts instances that get them from their groups", () => {
      const bare = template(of("volume"));
      assert.deepEqual(found(bare, launching(bare, listed(true))), []);
      assert.deepEqual(found(bare, launching(bare, listed("true"))), []);
      assert.deepEqual(found(bare, launching(bare, listed(false))), ["mandatory template"]);
      const mixed = { launchTemplate: { launchTemplateSpecification: { launchTemplateId: idOf(bare) } } };
      assert.deepEqual(found(bare, group({ tags: listed(true), mixedInstancesPolicy: mixed })), []);
    });

    it("accepts instances that have their own", () => {
      const bare = template(of("volume"));
      const instance = resource(
        "aws:ec2/instance:Instance",
        "one",
        { tags: both, launchTemplate: { id: idOf(bare) } },
        { assigned: { tagsAll: both } },
      );
      assert.deepEqual(found(bare, instance), []);
    });

    it("leaves open what a preview does not know", () => {
      for (const unknown of [
        template(of("instance"), later(of("volume", {}))),
        template(of("instance"), of("volume", later({}))),
      ]) {
        assert.deepEqual(brief(preview(subject, [unknown])), ["advisory template"]);
        assert.deepEqual(brief(update(subject, [unknown])), ["mandatory template"]);
      }
    });
  });

  describe("of Auto Scaling groups", () => {
    it("accepts those that have them, in the list or as resources of their own", () => {
      assert.deepEqual(found(group({ tags: listed(true) })), []);
      const some = group({ name: "web", tags: listed(true, { Project: "web" }) });
      const rest = resource("aws:autoscaling/tag:Tag", "tag", {
        autoscalingGroupName: "web",
        tag: { key: "Environment", value: "prod", propagateAtLaunch: true },
      });
      assert.deepEqual(found(some, rest), []);
    });

    it("refuses those without, whatever the provider adds", () => {
      for (const tags of [undefined, null, [], listed(true, { Project: "web", Environment: "" })]) {
        assert.deepEqual(found(group({ tags })), ["mandatory group"]);
      }
      const provider = { defaultTags: { tags: both } };
      assert.deepEqual(found(resource("aws:autoscaling/group:Group", "group", {}, { provider })), ["mandatory group"]);
    });

    it("demands that a launch configuration's instances get them", () => {
      assert.deepEqual(found(group({ launchConfiguration: "lc", tags: listed(true) })), []);
      const [first, ...more] = always(subject, [group({ launchConfiguration: "lc", tags: listed(false) })]);
      assert.deepEqual(more, []);
      assert.match(first?.message ?? "", /Found: what it launches has no tag Project and Environment\./);
    });

    it("leaves open what a preview does not know", () => {
      const unknown = group({ tags: later([]) });
      assert.deepEqual(brief(preview(subject, [unknown])), ["advisory group"]);
      assert.deepEqual(brief(update(subject, [unknown])), ["mandatory group"]);
    });
  });
});
