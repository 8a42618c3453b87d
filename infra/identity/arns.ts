/** The account in an ARN: the program looks nothing up, so that a preview needs no credentials. */
export const accountOf = (arn: string): string => part(arn, 4, "account");

/** The region in an ARN; those of global services have none. */
export const regionOf = (arn: string): string => part(arn, 3, "region");

/** `arn:<partition>:<service>:<region>:<account>:<resource>` (IAM User Guide, "Amazon Resource Names"). */
function part(arn: string, index: number, what: string): string {
  const found = arn.split(":")[index];
  if (!found) throw new Error(`no ${what} in ${arn}`);
  return found;
}

/** The partition that a region is in (IAM User Guide, "Amazon Resource Names"). */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
