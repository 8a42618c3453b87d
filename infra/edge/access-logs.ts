import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../identity/arns";
import { PrivateBucket } from "../storage/private-bucket";

export interface AccessLogsArgs {
  readonly distributionArn: pulumi.Input<string>;
  readonly retentionDays: number;
  /** Whether the logs go with the stack. */
  readonly forceDestroy: boolean;
}

/**
 * AWS's own choice ("Configure standard logging (v2)") without cookies, of which one is the session, and without
 * field-level encryption, ranges, country and behavior.
 */
const fields = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-uri-query",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "x-forwarded-for",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
];

/**
 * A distribution's access logs, as JSON lines in a private bucket (CloudFront.5), by standard logging (v2): the older way
 * needs a bucket with ACLs, which S3.12 forbids.
 *
 * CloudFront's log deliveries are in us-east-1: the provider given has to be of that region. The bucket is there too.
 *
 * There is no suffix path: AWS puts its own prefix before one when a delivery is made, but not when it is changed, and
 * only newer providers make up for that (terraform-provider-aws#46328). With an older one the bucket would refuse the logs.
 *
 * Costs what the bucket holds; the delivery is free ("Configure standard logging (v2)", "Pricing").
 */
export class AccessLogs extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:AccessLogs", name, {}, opts);
    const parent = { parent: this };
    const source = new aws.cloudwatch.LogDeliverySource(
      name,
      { logType: "ACCESS_LOGS", resourceArn: args.distributionArn },
      parent,
    );
    const bucket = new PrivateBucket(
      name,
      {
        expireAfterDays: args.retentionDays,
        forceDestroy: args.forceDestroy,
        statements: (bucketArn) => [writes(bucketArn, source.arn)],
      },
      parent,
    );
    const destination = new aws.cloudwatch.LogDeliveryDestination(
      name,
      {
        outputFormat: "json",
        deliveryDestinationConfiguration: {
          // Known once the bucket lets the delivery in, which is tried at once.
          destinationResourceArn: pulumi.all([bucket.arn, bucket.bucket]).apply(([arn]) => arn),
        },
      },
      parent,
    );
    new aws.cloudwatch.LogDelivery(
      name,
      { deliverySourceName: source.name, deliveryDestinationArn: destination.arn, recordFields: fields },
      parent,
    );
    this.bucket = bucket.bucket;
    this.registerOutputs({ bucket: this.bucket });
  }
}

/** That source's logs, of its account, where AWS puts them (CloudWatch Logs, "Enable logging from AWS services"). */
function writes(bucketArn: pulumi.Output<string>, sourceArn: pulumi.Output<string>): aws.iam.PolicyStatement {
  return {
    Sid: "AccessLogs",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${sourceArn.apply(accountOf)}/CloudFront/*`,
    Condition: {
      StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": sourceArn.apply(accountOf) },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  };
}
