import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { originFacingPrefixLists } from "../../../infra/edge/origin-facing";
import { readKey } from "../key";
import { startLocalAws, stopLocalAws } from "../server";
import { fetchSigned } from "../signed";

describe("local AWS: the prefix list of CloudFront's addresses", () => {
  const checkout = mkdtempSync(join(tmpdir(), "local-aws-checkout-"));

  after(async () => {
    await stopLocalAws({ checkout });
    rmSync(checkout, { recursive: true });
  });

  it("has the id that the platform names, in every region that it names", async () => {
    const url = await startLocalAws({ checkout });
    const key = readKey(checkout);
    assert.ok(key);
    for (const [region, id] of Object.entries(originFacingPrefixLists)) {
      const body = new URLSearchParams({ Action: "DescribeManagedPrefixLists", "PrefixListId.1": id }).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const response = await fetchSigned({ method: "POST", url, service: "ec2", region, headers, body }, key);
      assert.match(await response.text(), /com\.amazonaws\.global\.cloudfront\.origin-facing/, region);
    }
  });
});
