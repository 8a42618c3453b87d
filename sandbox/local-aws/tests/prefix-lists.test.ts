import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { originFacingPrefixLists } from "../../../infra/edge/origin-facing";
import { startLocalAws, stopLocalAws } from "../server";

describe("local AWS: the prefix list of CloudFront's addresses", () => {
  const checkout = mkdtempSync(join(tmpdir(), "local-aws-checkout-"));

  after(async () => {
    await stopLocalAws({ checkout });
    rmSync(checkout, { recursive: true });
  });

  it("has the id that the platform names, in every region that it names", async () => {
    const url = await startLocalAws({ checkout });
    for (const [region, id] of Object.entries(originFacingPrefixLists)) {
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/ec2/aws4_request` },
        body: new URLSearchParams({ Action: "DescribeManagedPrefixLists", "PrefixListId.1": id }),
      });
      assert.match(await response.text(), /com\.amazonaws\.global\.cloudfront\.origin-facing/, region);
    }
  });
});
