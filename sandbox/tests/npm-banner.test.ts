import assert from "node:assert/strict";
import { bannerWarning } from "../npm-banner";

const npm = { npm_lifecycle_event: "sandbox", npm_config_user_agent: "npm/11.19.1 node/v20.20.2 linux x64" };

describe("npm's line on stdout", () => {
  it("is told where another program reads it", () => {
    assert.match(bannerWarning(npm, false) ?? "", /^npm 11 .* npm run -s sandbox -- /);
    assert.match(bannerWarning({ ...npm, npm_config_loglevel: "warn" }, false) ?? "", /^npm 11 /);
  });

  it("is not told where there is none, or where it does no harm", () => {
    assert.equal(bannerWarning(npm, true), undefined);
    assert.equal(bannerWarning({ ...npm, npm_config_loglevel: "silent" }, false), undefined);
    assert.equal(bannerWarning({ ...npm, npm_config_user_agent: "npm/12.2.2 node/v24.15.0" }, false), undefined);
    assert.equal(bannerWarning({ ...npm, npm_lifecycle_event: "test:engine" }, false), undefined);
    assert.equal(bannerWarning({}, false), undefined);
  });
});
