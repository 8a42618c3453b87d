import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { partitionOf } from "../identity/arns";
import { policyOf, told } from "../identity/documents";
import { knownAfter } from "../known-after";

interface PrivateBucketArgs {
  /** Days after which nothing is left of an object, two at least; objects stay without it. */
  readonly expireAfterDays?: number;
  /** Whether deleting the bucket deletes what is in it. */
  readonly forceDestroy: boolean;
  /** Who else may do what in it. Parts may become known later, such as the ARN of a distribution that reads here. */
  readonly statements?: (bucketArn: pulumi.Output<string>) => readonly aws.iam.PolicyStatement[];
}

/** How long a version that has been overwritten or deleted can still be taken back, and parts of an upload are kept. */
const keepDays = { noncurrent: 30, incompleteUpload: 7 };

/** The least that S3 keeps a version which is no longer the current one ("Lifecycle configuration elements"). */
const shortest = 1;

/**
 * When S3 deletes. In a bucket with versions, what expires only becomes noncurrent ("Expiring objects"): the days until
 * then and the days after it are the days that the object is kept. Where objects stay, what goes is the mark that a
 * deleted one leaves behind.
 */
export function deletion(
  days: number | undefined,
): Pick<aws.types.input.s3.BucketLifecycleConfigurationRule, "expiration" | "noncurrentVersionExpiration"> {
  return days === undefined
    ? {
        expiration: { expiredObjectDeleteMarker: true },
        noncurrentVersionExpiration: { noncurrentDays: keepDays.noncurrent },
      }
    : {
        expiration: { days: days - shortest },
        noncurrentVersionExpiration: { noncurrentDays: shortest },
      };
}

/**
 * An S3 bucket that nobody reaches but those named: no public access (S3.8), no ACLs (S3.12), TLS only (S3.5),
 * versioned (S3.14), encrypted by S3, and without what is left of old versions and broken uploads.
 *
 * Costs what it holds.
 */
export class PrivateBucket extends pulumi.ComponentResource {
  /** Name of the bucket, known once it is closed, encrypted and lets in those named. */
  readonly bucket: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Host name of the bucket in its region, known before the policy is in force: for those whom the policy names. */
  readonly regionalDomainName: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:storage:PrivateBucket", name, {}, opts);
    const parent = { parent: this };
    const bucket = new aws.s3.Bucket(name, { forceDestroy: args.forceDestroy }, parent);
    const of = { bucket: bucket.bucket };
    const policy = bucketPolicy(arnBefore(bucket), args.statements);
    const settings = [
      new aws.s3.BucketPublicAccessBlock(
        name,
        { ...of, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
        parent,
      ),
      new aws.s3.BucketOwnershipControls(name, { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } }, parent),
      new aws.s3.BucketVersioning(name, { ...of, versioningConfiguration: { status: "Enabled" } }, parent),
      new aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        { ...of, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
        parent,
      ),
      new aws.s3.BucketPolicy(name, { ...of, policy }, parent),
    ];
    this.expiry(name, bucket, args.expireAfterDays);
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.bucket = knownAfter(bucket.bucket, settings);
    this.registerOutputs({ bucket: this.bucket, arn: this.arn, ...told({ [name]: policy }) });
  }

  private expiry(name: string, bucket: aws.s3.Bucket, days: number | undefined): void {
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: bucket.bucket,
        rules: [
          {
            id: "expiry",
            status: "Enabled",
            filter: { prefix: "" },
            ...deletion(days),
            abortIncompleteMultipartUpload: { daysAfterInitiation: keepDays.incompleteUpload },
          },
        ],
      },
      { parent: this },
    );
  }
}

/** Its ARN, put together: a preview knows the name and the region of a bucket that is not there yet, and not the ARN. */
const arnBefore = ({ bucket, region }: aws.s3.Bucket): pulumi.Output<string> =>
  pulumi.all([bucket, region]).apply(([name, place]) => `arn:${partitionOf(place)}:s3:::${name}`);

function bucketPolicy(
  arn: pulumi.Output<string>,
  statements: PrivateBucketArgs["statements"] = () => [],
): aws.iam.PolicyDocument {
  return policyOf([
    {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, pulumi.interpolate`${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    ...statements(arn),
  ]);
}
