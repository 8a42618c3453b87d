import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../../identity/arns";
import { PrivateBucket } from "../../storage/private-bucket";

interface AccessLogsArgs {
  /** ARN of the load balancer's security group: logs are taken from load balancers of its account and region only. */
  readonly securityGroupArn: pulumi.Output<string>;
  readonly retentionDays: number;
  /** Whether the logs go with the stack. */
  readonly forceDestroy: boolean;
}

/**
 * The bucket of an Application Load Balancer's access logs (ELB.5).
 *
 * It is encrypted with S3's own keys, because ELB writes to no other bucket. The load balancer does not exist yet when
 * the policy is made, and ELB tries to write as soon as it is told to, so the policy names no load balancer but the
 * account, in the path and in the condition (ELB user guide, "Enable access logs for your Application Load Balancer").
 */
export function accessLogBucket(
  name: string,
  args: AccessLogsArgs,
  opts: pulumi.ComponentResourceOptions,
): PrivateBucket {
  return new PrivateBucket(
    name,
    {
      expireAfterDays: args.retentionDays,
      forceDestroy: args.forceDestroy,
      statements: (bucketArn) => [
        {
          Sid: "AccessLogs",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${args.securityGroupArn.apply(accountOf)}/*`,
          Condition: { ArnLike: { "aws:SourceArn": args.securityGroupArn.apply(balancersBeside) } },
        },
      ],
    },
    opts,
  );
}

/** All load balancers of a security group's account and region. */
const balancersBeside = (securityGroupArn: string): string =>
  securityGroupArn.replace(/^(arn:[^:]*):[^:]*(:[^:]*:[^:]*):.*$/, "$1:elasticloadbalancing$2:loadbalancer/*");
