/**
 * Ids of the prefix list `com.amazonaws.global.cloudfront.origin-facing`, by region: the addresses from which CloudFront
 * calls origins. AWS gives it one id a region, the same for every account, and shows it in the VPC console under "Managed
 * prefix lists"; these are the ones that public repositories name (2026-11). It counts as 55 rules of a security group (CloudFront Developer Guide, "Locations and IP address ranges of
 * CloudFront edge servers").
 */
export const originFacingPrefixLists: Readonly<Record<string, string>> = {
  "ap-northeast-1": "pl-58a04531",
  "ap-northeast-2": "pl-22a6434b",
  "ap-south-1": "pl-9aa247f3",
  "ap-southeast-1": "pl-31a34658",
  "ap-southeast-2": "pl-b8a742d1",
  "ca-central-1": "pl-38a64351",
  "eu-central-1": "pl-a3a144ca",
  "eu-north-1": "pl-fab65393",
  "eu-west-1": "pl-4fa04526",
  "eu-west-2": "pl-93a247fa",
  "eu-west-3": "pl-75b1541c",
  "sa-east-1": "pl-5da64334",
  "us-east-1": "pl-3b927c52",
  "us-east-2": "pl-b6a144df",
  "us-west-1": "pl-4ea04527",
  "us-west-2": "pl-82a045eb",
};
