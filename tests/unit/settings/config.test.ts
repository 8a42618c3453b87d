import assert from "node:assert/strict";
import { ofOtherNamespaces } from "../../../infra/settings/config";

describe("keys of another namespace", () => {
  const of = (keys: readonly string[], project = "web-platform") => ofOtherNamespaces(keys, "web-platform:", project);

  it("are the platform's own where they are all but spelt so", () => {
    const wrong = ["web-platfrom:database", "webplatform:edge", "web_platform:cache", "Web-Platform:network"];
    assert.deepEqual(of([...wrong, "web-platform:compute"]), wrong);
  });

  it("are the platform's own where they are the project's, which may be called otherwise", () => {
    const keys = ["web-platform:environment", "shop:environment", "shopping:a", "aws:region"];
    assert.deepEqual(of(keys, "shop"), ["shop:environment"]);
    assert.deepEqual(of(keys), []);
  });

  it("are another package's where they are not", () => {
    assert.deepEqual(of(["aws:region", "awsx:a", "pulumi:tags", "platform:a", "web:b"]), []);
  });
});
