import type { Check, Inputs, Rows } from "../row";
import { types } from "./types";

const { bucket, distribution, webAcl, classicWebAcl, classicRegionalAcl } = types;

/** What is in a list of the inputs. */
const list = (value: unknown) => (Array.isArray(value) ? value : []) as readonly Inputs[];

/** Whether there is one of a type for each bucket: which is of which, only the update knows. */
const eachBucketHas =
  (type: string): Check =>
  (_, stack) =>
    stack.of(type).length >= stack.of(bucket).length;

/** What Security Hub recommends (Security Hub User Guide, CloudFront.15). */
const recommended: readonly string[] = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

const ownCertificate =
  "A distribution without a domain of its own has CloudFront's certificate and, with it, CloudFront's TLS policy. " +
  "`domain` brings both.";

/** What the distribution, its firewall and buckets are asked. */
export const edge: Rows = {
  "ACM.1": { of: [types.certificate] },
  "ACM.2": { of: [types.certificate] },
  "CloudFront.1": { of: [distribution] },
  "CloudFront.3": { of: [distribution] },
  // The group is there for the page of what is missing. Bucket and API have no second: each is over several zones.
  "CloudFront.4": { of: [distribution] },
  "CloudFront.5": { of: [distribution] },
  "CloudFront.6": { of: [distribution], unmet: { dev: "Dev pays for no firewall. `waf.enabled` turns it on." } },
  "CloudFront.7": { of: [distribution], unmet: ownCertificate },
  "CloudFront.8": { of: [distribution] },
  "CloudFront.9": { of: [distribution] },
  "CloudFront.10": { of: [distribution] },
  "CloudFront.12": { of: [distribution] },
  "CloudFront.13": { of: [distribution] },
  "CloudFront.15": {
    of: [distribution],
    // The rule passes over CloudFront's own certificate, which the control does not.
    check: ({ viewerCertificate }) =>
      recommended.includes(String((viewerCertificate as Inputs | undefined)?.["minimumProtocolVersion"])),
    unmet: ownCertificate,
  },
  "CloudFront.16": { of: [distribution] },
  "CloudFront.17": { of: [distribution] },
  "Route53.2": { of: [types.zone] },
  "S3.1": { outside: "A setting of the account. The stack blocks public access of each bucket by itself." },
  "S3.2": { of: [bucket], by: ["s3-public-access-block"] },
  "S3.3": { of: [bucket], by: ["s3-public-access-block"] },
  "S3.5": { of: [bucket] },
  "S3.6": { of: [bucket] },
  "S3.7": {
    of: [bucket],
    check: eachBucketHas(types.bucketReplication),
    unmet: "What is in the buckets is deployed from the repository, but for logs, which one region is enough for.",
    seeAlso: ["Checkov CKV_AWS_144"],
  },
  "S3.8": { of: [bucket] },
  "S3.9": {
    of: [bucket],
    unmet:
      "The site's requests are in the distribution's access logs, and nobody but CloudFront and deployments reads the buckets. " +
      "Data events of CloudTrail are the account's to turn on.",
    seeAlso: ["AwsGuard s3-bucket-logging-enabled"],
  },
  "S3.10": { of: [bucket] },
  "S3.11": {
    of: [bucket],
    check: eachBucketHas(types.bucketNotification),
    unmet: "Nothing acts on new objects.",
    seeAlso: ["Checkov CKV2_AWS_62"],
  },
  "S3.12": { of: [bucket] },
  "S3.13": { of: [bucket] },
  "S3.14": { of: [bucket] },
  "S3.15": {
    of: [bucket],
    check: eachBucketHas(types.objectLock),
    unmet:
      "Versions bring back what is overwritten or deleted. A lock would keep deployments from removing old releases.",
    seeAlso: ["Checkov CKV_AWS_143"],
  },
  "S3.17": {
    of: [types.bucketEncryption],
    check: ({ rules }) =>
      list(rules).every(
        ({ applyServerSideEncryptionByDefault }) =>
          (applyServerSideEncryptionByDefault as { sseAlgorithm?: string }).sseAlgorithm === "aws:kms",
      ),
    unmet:
      "S3 encrypts with keys of its own. Load balancers log to no bucket with a KMS key, and releases and the site are no secrets.",
    seeAlso: ["Checkov CKV_AWS_145", "Trivy AWS-0132"],
  },
  "S3.19": { of: [types.accessPoint] },
  "S3.20": {
    of: [bucket],
    nothing: "It has no finding for a bucket with a lifecycle, and S3 allows none beside MFA delete.",
    check: eachBucketHas(types.bucketLifecycle),
    seeAlso: ["Trivy AWS-0170"],
  },
  "S3.22": { outside: "Data events of a CloudTrail trail, which is the account's." },
  "S3.23": { outside: "Data events of a CloudTrail trail, which is the account's." },
  "S3.24": { of: [types.multiRegionAccessPoint] },
  "S3.25": { of: [types.directoryBucket] },
  "WAF.1": { of: [classicWebAcl] },
  "WAF.2": { of: [classicRegionalAcl] },
  "WAF.3": { of: [classicRegionalAcl] },
  "WAF.4": { of: [classicRegionalAcl] },
  "WAF.6": { of: [classicWebAcl] },
  "WAF.7": { of: [classicWebAcl] },
  "WAF.8": { of: [classicWebAcl] },
  "WAF.10": { of: [webAcl] },
  "WAF.11": { of: [webAcl] },
  "WAF.12": { of: [webAcl] },
};
