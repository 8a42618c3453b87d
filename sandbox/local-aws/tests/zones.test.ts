import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { regions, zonesOf } from "../../../infra/settings/regions";
import { readKey } from "../key";
import { startLocalAws, stopLocalAws } from "../server";
import { fetchSigned } from "../signed";

describe("local AWS: availability zones", () => {
  const checkout = mkdtempSync(join(tmpdir(), "local-aws-checkout-"));

  after(async () => {
    await stopLocalAws({ checkout });
    rmSync(checkout, { recursive: true });
  });

  it("are those that the platform's settings know, in every region", async () => {
    const url = await startLocalAws({ checkout });
    const key = readKey(checkout);
    assert.ok(key);
    for (const region of regions) {
      const body = new URLSearchParams({ Action: "DescribeAvailabilityZones", Version: "2016-11-15" }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const response = await fetchSigned({ method: "POST", url, service: "ec2", region, headers, body }, key);
      const names = [...(await response.text()).matchAll(/<zoneName>(.*?)<\/zoneName>/g)].map(([, name]) => name);
      // An account has two of the three; the local one's are a and c.
      const letters = region === "us-west-1" ? ["a", "c"] : zonesOf(region);
      assert.deepEqual(
        names,
        letters.map((letter) => region + letter),
      );
    }
  });
});
