import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { lambdaAlias as subject } from "./lambda-alias";

const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:posts";
const invoking = (arn: string) => `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
const fn = resource("aws:lambda/function:Function", "posts");
const alias = resource("aws:lambda/alias:Alias", "live", { functionVersion: "3" });
const http = (integrationUri: unknown, more: object = {}) =>
  resource("aws:apigatewayv2/integration:Integration", "one", {
    integrationType: "AWS_PROXY",
    integrationUri,
    ...more,
  });
const rest = (uri: unknown) => resource("aws:apigateway/integration:Integration", "one", { type: "AWS_PROXY", uri });

describe("lambda-alias", () => {
  for (const [api, integration] of [
    ["an HTTP API", http],
    ["a REST API", rest],
  ] as const) {
    it(`accepts an alias of ${api}`, () => {
      for (const uri of [invoking(`${FUNCTION}:live`), `${FUNCTION}:live`]) {
        assert.deepEqual(always(subject, [integration(uri)]), []);
      }
    });

    it(`finds a version by its number of ${api}`, () => {
      const [found, ...more] = always(subject, [integration(invoking(`${FUNCTION}:7`))]);
      assert.deepEqual([found?.level, more], ["mandatory", []]);
      assert.match(found?.message ?? "", /Found: it calls version 7 of posts\./);
    });

    it(`finds $LATEST of ${api}, named or not`, () => {
      for (const uri of [invoking(FUNCTION), FUNCTION, invoking(`${FUNCTION}:$LATEST`)]) {
        const [found, ...more] = always(subject, [integration(uri)]);
        assert.deepEqual([found?.level, found?.at, more], ["mandatory", "one", []]);
        assert.match(found?.message ?? "", /Found: it calls \$LATEST of posts\./);
      }
    });

    it(`knows an alias of the stack before it is there, of ${api}`, () => {
      const uri = later(invoking(`${FUNCTION}:live`), alias);
      assert.deepEqual(always(subject, [fn, alias, integration(uri)]), []);
    });

    it(`leaves a function that is not there yet open, of ${api}`, () => {
      const unqualified = [fn, integration(later(invoking(FUNCTION), fn))];
      assert.match(preview(subject, unqualified)[0]?.message ?? "", /Cannot be decided before the update/);
      assert.match(update(subject, unqualified)[0]?.message ?? "", /Found: it calls/);
      const versioned = [fn, integration(later(invoking(`${FUNCTION}:7`), fn))];
      assert.match(update(subject, versioned)[0]?.message ?? "", /Found: it calls version 7/);
    });
  }

  it("does not judge what calls no function", () => {
    assert.deepEqual(always(subject, [http("https://example.com", { integrationType: "HTTP_PROXY" })]), []);
    assert.deepEqual(always(subject, [http(undefined, { integrationSubtype: "SQS-SendMessage" })]), []);
    assert.deepEqual(brief(always(subject, [rest("arn:aws:apigateway:eu-west-1:sqs:path/queue")])), []);
  });
});

judges(subject, {
  types: ["aws:lambda/alias:Alias"],
  obeys: { "a version": { functionVersion: "3" } },
  refuses: { "what was uploaded last": [{ functionVersion: "$LATEST" }, "it stands for $LATEST"] },
  unknown: { functionVersion: later("$LATEST") },
});

describe("lambda-alias of an alias of what a function publishes", () => {
  const of = (inputs: object, version: string) => {
    const own = resource("aws:lambda/function:Function", "posts", { ...inputs });
    return [own, resource("aws:lambda/alias:Alias", "live", { functionVersion: later(version, own) })];
  };

  it("is decided in the preview where the function publishes, and at the update where it does not", () => {
    assert.deepEqual(always(subject, of({ publish: true }, "4")), []);
    assert.deepEqual(brief(preview(subject, of({}, "$LATEST"))), ["advisory live"]);
    assert.match(update(subject, of({}, "$LATEST"))[0]?.message ?? "", /it stands for \$LATEST/);
  });
});
