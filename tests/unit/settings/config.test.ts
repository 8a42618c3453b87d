import assert from "node:assert/strict";
import { misspelt } from "../../../infra/settings/config";

describe("keys of another namespace", () => {
  it("are the platform's own where they are all but spelt so", () => {
    const wrong = ["web-platfrom:database", "webplatform:edge", "web_platform:cache", "Web-Platform:network"];
    assert.deepEqual(misspelt([...wrong, "web-platform:compute"], "web-platform:"), wrong);
  });

  it("are another package's where they are not", () => {
    assert.deepEqual(misspelt(["aws:region", "awsx:a", "pulumi:tags", "platform:a", "web:b"], "web-platform:"), []);
  });
});
