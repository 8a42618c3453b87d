import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, assertRefused, preview } from "../../testing/kit";
import { cloudfrontHsts } from "./cloudfront-hsts";

judges(cloudfrontHsts, {
  types: ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"],
  obeys: {
    "a year": { securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000 } } },
  },
  refuses: {
    "a day": [
      { securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 86_400 } } },
      "browsers remember for 86400 seconds, not 31536000",
    ],
    "other headers": [{ securityHeadersConfig: {} }, "it has no strictTransportSecurity"],
    "no security headers": [{}, "it has no strictTransportSecurity"],
  },
  unknown: { securityHeadersConfig: later({}) },
});

describe("cloudfront-hsts", () => {
  const distribution = (...policies: readonly unknown[]) => {
    const behaviors = policies.map((id, index) => ({
      pathPattern: `/${index}`,
      ...(id !== undefined && { responseHeadersPolicyId: id }),
    }));
    const [defaultCacheBehavior, ...orderedCacheBehaviors] = behaviors;
    return resource("aws:cloudfront/distribution:Distribution", "edge", {
      defaultCacheBehavior,
      orderedCacheBehaviors,
    });
  };

  it("accepts behaviors that name policies, which need no id yet", () => {
    assert.deepEqual(always(cloudfrontHsts, [distribution("67f7725c-6f97-4210-82d7-5512b31e9d03", "another")]), []);
    assert.deepEqual(preview(cloudfrontHsts, [distribution(later("new"), later("new"))]), []);
  });

  for (const [what, policies, words] of [
    ["a default behavior without", [undefined, "some"], "what answers for Default (*) has no such headers"],
    ["an empty id", [""], "what answers for Default (*) has no such headers"],
    ["another behavior without", ["some", undefined], "what answers for /1 has no such headers"],
    ["a managed policy without HSTS", ["60669652-455b-4ae9-85a4-c4c02393f86c"], "what answers for Default (*)"],
  ] as const) {
    it(`refuses ${what}`, () => {
      assertRefused(cloudfrontHsts, [distribution(...policies)], words);
    });
  }

  it("judges distributions of many tenants, too", () => {
    const tenants = (id: string) =>
      resource("aws:cloudfront/multitenantDistribution:MultitenantDistribution", "tenants", {
        defaultCacheBehavior: { responseHeadersPolicyId: "some" },
        cacheBehaviors: [{ pathPattern: "/a", responseHeadersPolicyId: id }],
      });
    assert.deepEqual(always(cloudfrontHsts, [tenants("another")]), []);
    assert.match(always(cloudfrontHsts, [tenants("")])[0]?.message ?? "", /what answers for \/a has no/);
  });
});
