import type { Finding } from "../../../scripts/policy/findings";
import type { Policy } from "../../awsguard/comparison";

/** A finding of either pack. */
export function finding(rule: string, type: string, name = "bad", words = "it is bad"): Finding {
  const urn = `urn:pulumi:prod::web-platform::${type}::${name}`;
  return { rule, level: "advisory", urn, type, name, words, isUndecided: false };
}

export const database = "aws:rds/instance:Instance";
export const bucket = "aws:s3/bucket:Bucket";
export const balancer = "aws:lb/loadBalancer:LoadBalancer";

export const policies: readonly Policy[] = [
  { name: "rds-instance-multi-az-enabled", types: [database] },
  { name: "rds-instance-backup-enabled", types: [database] },
  { name: "s3-bucket-logging-enabled", types: [bucket] },
  { name: "elb-logging-enabled", types: ["aws:elasticloadbalancingv2/loadBalancer:LoadBalancer"] },
];
