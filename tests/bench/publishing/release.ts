/** A site as the platform publishes it: one release, whatever the number of files. */
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { Release } from "../../../infra/edge/publishing/release";
import { readSite } from "../../../infra/edge/publishing/site";
import { providerSettings } from "../../../infra/settings";
import { noteMemory } from "./memory";

export = () => {
  noteMemory();
  const bucket = new aws.s3.Bucket("site", { forceDestroy: true });
  const versioning = new aws.s3.BucketVersioning("site", {
    bucket: bucket.bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  const distribution = new aws.cloudfront.Distribution("site", {
    enabled: true,
    origins: [{ originId: "site", domainName: bucket.bucketRegionalDomainName }],
    defaultCacheBehavior: {
      targetOriginId: "site",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  new Release("site", {
    site: readSite(join(process.cwd(), "pages")),
    bucket: versioning.bucket,
    distributionId: distribution.id,
    routing: { "/": "spa" },
    invalidation: { exactPaths: 100, waitSeconds: 0 },
    provider: providerSettings(),
  });
};
