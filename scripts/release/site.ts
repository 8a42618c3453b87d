import { earlierSite } from "../../infra/edge/publishing/earlier-site";
import { invalidateStale, type Target } from "../../infra/edge/publishing/invalidate-stale";
import { readLedger } from "../../infra/edge/publishing/ledger";
import { manifestDigest, manifestKey } from "../../infra/edge/publishing/manifest";
import { publish } from "../../infra/edge/publishing/publish";
import { siteAccess } from "../../infra/edge/publishing/site-access";
import type { AwsAccess } from "../../infra/release/aws-access";
import { Mistake } from "../mistake";
import type { Released } from "./released";

/** The site: what it consisted of is published again from the versions that its bucket keeps, without a build. */
export function releasedSite(aws: AwsAccess, target: Target): Released {
  const { bucket } = target;
  return {
    of: "site",
    bucket,
    live: async () => {
      const { s3 } = await siteAccess(aws);
      const ledger = await readLedger(s3, bucket);
      return ledger && manifestDigest(ledger.published);
    },
    makeLive: async (to, say) => {
      const access = await siteAccess(aws);
      const site = await found(() => earlierSite(access.s3, bucket, to));
      if (site === undefined) throw new Mistake(`the bucket of the site has no release ${to}, or not any more`);
      const { ledger, uploaded, deleted } = await publish(access.s3, bucket, site, "everything");
      const paths = await invalidateStale(access, target, ledger);
      await site.putManifestBack();
      say(`site: ${uploaded} files put back, ${deleted} deleted, ${paths.length} paths invalidated`);
    },
    isSaidBy: ({ type, outputs = {} }) =>
      type === "aws:s3/bucketObjectv2:BucketObjectv2" && outputs["bucket"] === bucket && outputs["key"] === manifestKey,
  };
}

/** What S3 does not keep any more is no fault of this program. */
async function found<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!/^no version is left of /.test((error as Error).message)) throw error;
    throw new Mistake(`the site cannot be put back: ${(error as Error).message}`);
  }
}
