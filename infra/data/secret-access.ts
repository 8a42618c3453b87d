import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { regionOf } from "../identity/arns";

/** What it takes to read one secret: its value, and its key, used by Secrets Manager only. */
export function readSecret(
  secretArn: pulumi.Input<string>,
  kmsKeyArn: pulumi.Input<string>,
): aws.iam.PolicyStatement[] {
  const region = pulumi.output(kmsKeyArn).apply(regionOf);
  return [
    { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretArn },
    {
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:ViaService": pulumi.interpolate`secretsmanager.${region}.amazonaws.com` } },
    },
  ];
}
