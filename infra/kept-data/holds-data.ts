/**
 * What holds data, or what all of it stands in: no update replaces or deletes any of these by the way, see `KeptData`.
 *
 * By type, the properties that AWS changes only by making it anew: where one of these is replaced, a refusal names those
 * that differ. Anything else that replaces one is refused as well.
 */
export const holdsData: Readonly<Record<string, readonly string[]>> = {
  "awsx:ec2:Vpc": ["cidrBlock"],
  "aws:cognito/userPool:UserPool": ["aliasAttributes", "usernameAttributes"],
  "aws:elasticache/cluster:Cluster": ["engine", "nodeType"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["engine", "clusterMode"],
  "aws:elasticache/serverlessCache:ServerlessCache": ["engine", "majorEngineVersion", "kmsKeyId"],
  "aws:kms/key:Key": ["customerMasterKeySpec", "keyUsage", "multiRegion"],
  "aws:rds/instance:Instance": ["engine", "dbName", "username", "kmsKeyId", "storageEncrypted"],
  "aws:s3/bucket:Bucket": ["bucket"],
};

/** awsx makes the VPC, out of the program's sight, below a resource of its own. */
export const vpc = { wrapper: "awsx:ec2:Vpc", within: "aws:ec2/vpc:Vpc" } as const;
