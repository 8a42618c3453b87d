import assert from "node:assert/strict";
import { applicationEntry, bundled, functionEntry } from "../../../infra/code/code";
import { parseSettings } from "../../../infra/settings/settings";

describe("the workloads' code", () => {
  it("is bundled by entry: functions, and what instances run", async () => {
    const { settings } = parseSettings({ environment: "prod" }, "eu-west-1");
    const code = bundled(settings ?? {});
    const health = await code(functionEntry("health"));
    assert.match(health, /app\/functions\/health\/index\.ts/);
    assert.equal(await code(functionEntry("health")), health);
    assert.match(await code(applicationEntry("app/instance")), /app\/instance\/service\.ts/);
  });

  it("is that of the stack alone", async () => {
    await assert.rejects(bundled({})("app/functions/health/index.ts"), /no program of this stack/);
  });
});
