import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { regionOf } from "../identity/arns";

/** What it takes to read one secret: its value, and its key, used by Secrets Manager only. */
export function readSecret(
  secretArn: pulumi.Input<string>,
  kmsKeyArn: pulumi.Input<string>,
): pulumi.Output<aws.iam.PolicyStatement[]> {
  return pulumi.all([secretArn, kmsKeyArn]).apply(([secret, key]): aws.iam.PolicyStatement[] => [
    { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: key,
      Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${regionOf(key)}.amazonaws.com` } },
    },
  ]);
}
