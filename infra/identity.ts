import type * as aws from "@pulumi/aws";

/** The account in an ARN: the program looks nothing up, so that a preview needs no credentials. */
export function accountOf(arn: string): string {
  const account = arn.split(":")[4];
  if (!account) throw new Error(`no account in ${arn}`);
  return account;
}

/**
 * A trust policy for one AWS service.
 *
 * @param condition Narrows who the service may act for (the confused deputy problem, IAM User Guide).
 */
export function assumedBy(
  service: string,
  condition?: Readonly<Record<string, Record<string, string>>>,
): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: service },
        ...(condition && { Condition: condition }),
      },
    ],
  };
}
