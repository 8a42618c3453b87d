import type { Finding } from "../../../scripts/policy/findings";
import type { Policy } from "../../awsguard/comparison";

/** A finding of either pack. */
export function finding(rule: string, type: string, name = "bad", words = "it is bad"): Finding {
  const urn = `urn:pulumi:prod::web-platform::${type}::${name}`;
  return { rule, level: "advisory", urn, type, name, words, isUndecided: false };
}

export const database = "aws:rds/instance:Instance";
export const bucket = "aws:s3/bucket:Bucket";
/** What AwsGuard knows it as. */
export const former = "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer";
export const balancer = "aws:lb/loadBalancer:LoadBalancer";

export const policies: readonly Policy[] = [
  { name: "rds-instance-multi-az-enabled", types: [database], isOutdated: false },
  { name: "rds-instance-backup-enabled", types: [database], isOutdated: false },
  { name: "s3-bucket-logging-enabled", types: [bucket], isOutdated: false },
  { name: "encrypted-volumes", types: ["aws:ec2/instance:Instance"], isOutdated: false },
  { name: "elb-logging-enabled", types: [former], isOutdated: true },
];
