import assert from "node:assert/strict";

import { type Fixture, later, resource, urnOf } from "../testing/fixtures";
import { preview } from "../testing/kit";
import { type Exception, hasExpired, isAbout } from "./exceptions";
import { type Metadata, wellArchitected } from "./metadata";
import { rule } from "./rule";

const exception = (more: Partial<Exception> = {}): Exception => ({
  urn: "urn:pulumi:stack::project::*::one",
  reason: "until the next release",
  expires: "2999-12-31",
  ...more,
});

describe("exceptions", () => {
  const BUCKET = "aws:s3/bucket:Bucket";

  const wording: Metadata = {
    name: "s3-good",
    description: "Buckets are good.",
    enforcementLevel: "mandatory",
    severity: "low",
    framework: wellArchitected("SEC08-BP04"),
    remediationSteps: "make it good.",
    url: "https://example.com",
  };

  /** What a rule says of buckets that are not good, under exceptions. Each time a rule of its own: rules remember. */
  function found(resources: readonly Fixture[], ...exceptions: readonly Exception[]): string[] {
    const subject = rule({
      ...wording,
      resources: {
        [BUCKET]: ({ good }: { good: boolean }, { violation }) => {
          if (!good) violation("it is not good");
        },
      },
      stack: (stack, { judge }) => {
        for (const topic of stack.ofType("aws:sns/topic:Topic")) judge(topic, ({ violation }) => violation("a topic"));
      },
    });
    return preview(subject, resources, { exceptions }).map(
      ({ level, at, message }) => `${String(level)} ${at}: ${message.split("\n")[1] ?? ""}`,
    );
  }

  const one = resource(BUCKET, "one", { good: false });
  const two = resource(BUCKET, "two", { good: false });

  it("turn a violation into advice that tells reason and end, on the resource meant alone", () => {
    assert.deepEqual(found([one, two], exception()), [
      "advisory one: Excepted until 2999-12-31 (until the next release): it is not good.",
      "mandatory two: Found: it is not good.",
    ]);
  });

  it("hold for what is found in the whole stack too", () => {
    assert.deepEqual(found([resource("aws:sns/topic:Topic", "one")], exception()), [
      "advisory one: Excepted until 2999-12-31 (until the next release): a topic.",
    ]);
  });

  it("end: then the violation stands, and so does the exception", () => {
    assert.deepEqual(found([one], exception({ expires: "2020-02-29" })), [
      "mandatory one: Found: it is not good.",
      "mandatory : Found: the exception for urn:pulumi:stack::project::*::one (until the next release) expired on 2020-02-29.",
    ]);
  });

  it("are violations where nothing needs them", () => {
    const unused =
      "mandatory : Found: the exception for urn:pulumi:stack::project::*::one (until the next release) excepts nothing.";
    assert.deepEqual(found([resource(BUCKET, "one", { good: true })], exception()), [unused]);
    assert.deepEqual(found([], exception()), [unused]);
  });

  it("may be needed by what is unknown yet", () => {
    assert.deepEqual(found([resource(BUCKET, "one", { good: later(false) })], exception()), [
      "advisory one: Cannot be decided before the update: the value of good.",
    ]);
  });

  it("are the only thing beside a rule's own options", () => {
    const strange = rule({ ...wording, stack: () => undefined });
    const [found] = preview(strange, [], { minDays: 3 });
    assert.match(found?.message ?? "", /Found: the option minDays is none of the rule's\./);
  });

  it("name whole URNs, in which only a star stands for any text", () => {
    const urn = urnOf(one);
    assert.ok(isAbout(exception({ urn }), urn));
    assert.ok(isAbout(exception({ urn: "urn:pulumi:*:Bucket::one" }), urn));
    for (const other of ["one", "urn:pulumi:stack", urn.replace("s3/", "s3."), `${urn}2`, "urn:*::two"]) {
      assert.ok(!isAbout(exception({ urn: other }), urn), other);
    }
  });

  it("hold through their last day", () => {
    const last = exception({ expires: "2027-06-30" });
    assert.ok(!hasExpired(last, new Date("2027-06-30T23:59:59Z")));
    assert.ok(hasExpired(last, new Date("2027-07-01T00:00:00Z")));
  });
});
