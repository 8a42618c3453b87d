import assert from "node:assert/strict";

import { type Fixture, later, resource } from "../../testing/fixtures";
import { always, brief, preview, update } from "../../testing/kit";
import { wafLogs as subject } from "./waf-logs";

const acl = (name = "edge") => resource("aws:wafv2/webAcl:WebAcl", name, {});
const arn = (of: Fixture) => later(`arn:aws:wafv2:us-east-1:123456789012:global/webacl/${of.name}/1`, of);
const header = (name: string) => ({ singleHeader: { name } });
const log = (
  resourceArn: unknown,
  redactedFields: unknown = [header("Authorization"), header("cookie")],
  more: object = {},
) =>
  resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "log", {
    resourceArn,
    redactedFields,
    ...more,
  });

describe("waf-logs", () => {
  it("accepts a log without credentials", () => {
    const edge = acl();
    assert.deepEqual(always(subject, [edge, log(arn(edge))]), []);
  });

  it("refuses a web ACL without a log, or with another's", () => {
    const other = acl("other");
    for (const stack of [[acl()], [acl(), other, log(arn(other))]]) {
      assert.deepEqual(brief(always(subject, stack)), ["mandatory edge"]);
    }
  });

  it("refuses a log with a credential, and names it", () => {
    const edge = acl();
    for (const [fields, words] of [
      [[header("cookie")], "the header authorization"],
      [[{ queryString: {} }], "the header authorization and the header cookie"],
      [undefined, "the header authorization and the header cookie"],
    ] as const) {
      const [found] = always(subject, [edge, log(arn(edge), fields ?? [])]);
      assert.ok(found?.message.includes(words), found?.message);
    }
  });

  it("leaves open whose log it is in a preview, and decides at the update", () => {
    const open = [acl(), log(later("arn:elsewhere"))];
    assert.deepEqual(brief(preview(subject, open)), ["advisory edge"]);
    assert.deepEqual(brief(update(subject, open)), ["mandatory edge"]);
  });

  it("judges the log of a web ACL outside the stack by itself", () => {
    assert.deepEqual(always(subject, [log("arn:elsewhere")]), []);
    assert.deepEqual(brief(always(subject, [log("arn:elsewhere", [])])), ["mandatory log"]);
  });

  it("refuses a filter that keeps nothing", () => {
    const filtered = (filters: readonly object[]) =>
      log("arn:elsewhere", undefined, { loggingFilter: { defaultBehavior: "DROP", filters } });
    assert.deepEqual(always(subject, [filtered([{ behavior: "KEEP" }])]), []);
    assert.match(always(subject, [filtered([{ behavior: "DROP" }])])[0]?.message ?? "", /drops everything/);
  });
});
