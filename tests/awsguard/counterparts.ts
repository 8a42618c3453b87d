/** A rule of this repository's that asks what a policy of AwsGuard's asks. */
export interface Counterpart {
  readonly rule: string;
  /** What the rule judges, where that is not the kind of resource that the policy judges. */
  readonly of?: string;
}

/** By AwsGuard's policy, its counterpart; none has two. Policies that are not named have none. */
export const counterparts: Readonly<Record<string, Counterpart>> = {
  "alb-http-to-https-redirection": { rule: "elb-https" },
  "cmk-backing-key-rotation-enabled": { rule: "kms-rotation" },
  "ec2-instance-no-public-ip": { rule: "ec2-no-public-address", of: "launch templates" },
  "elb-deletion-protection-enabled": { rule: "elb-deletion-protection" },
  "elb-logging-enabled": { rule: "elb-access-logs" },
  "encrypted-volumes": { rule: "ec2-encrypted-volumes", of: "launch templates" },
  "rds-instance-backup-enabled": { rule: "rds-backup-retention" },
  "rds-instance-multi-az-enabled": { rule: "rds-multi-az" },
  "rds-instance-public-access": { rule: "rds-not-public" },
  "rds-storage-encrypted": { rule: "rds-storage-encrypted" },
};

/** What a reader has to know of findings of AwsGuard's, by policy. */
export const remarks: Readonly<Record<string, string>> = {
  // A bucket with `logging` has the finding too.
  "s3-bucket-logging-enabled":
    "It asks for `loggings`, which @pulumi/aws 7 calls `logging`, and so finds this in every bucket.",
};
