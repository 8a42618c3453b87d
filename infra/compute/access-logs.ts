import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "../storage/private-bucket";

interface AccessLogsArgs {
  readonly retentionDays: number;
  /** Whether the logs are deleted with the load balancer. */
  readonly forceDestroy: boolean;
}

/** Whom Elastic Load Balancing delivers access logs as ("Enable access logs for your Application Load Balancer"). */
const deliverer = "logdelivery.elasticloadbalancing.amazonaws.com";

/**
 * A bucket for the access logs of one load balancer (ELB.5), which only log delivery writes to and in which logs expire.
 * It is encrypted by S3: access logs take no KMS key (the same page).
 */
export class AccessLogs extends pulumi.ComponentResource {
  /** Name of the bucket, known once logs can be delivered: ELB tries it when it is given the bucket. */
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: AccessLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:AccessLogs", name, {}, opts);
    const bucket = new PrivateBucket(
      name,
      {
        expireAfterDays: args.retentionDays,
        forceDestroy: args.forceDestroy,
        statements: (arn) => [
          {
            Effect: "Allow",
            Principal: { Service: deliverer },
            Action: "s3:PutObject",
            Resource: `${arn}/AWSLogs/*`,
          },
        ],
      },
      { parent: this },
    );
    this.bucket = bucket.bucket;
    this.registerOutputs({ bucket: this.bucket });
  }
}
