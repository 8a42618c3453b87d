import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf } from "../infra/identity/arns";
import { policyOf } from "../infra/identity/documents";

/**
 * The KMS key that encrypts the secrets in the state of every stack; KMS rotates it every year. Its account decides by IAM who
 * uses it, and nobody of another account can. A deleted key can be taken back for 30 days: no state can be read without it.
 */
export class SecretsKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:bootstrap:SecretsKey", name, {}, opts);
    const parent = { parent: this };
    const key = new aws.kms.Key(
      name,
      { description: "Secrets in the state of stacks", enableKeyRotation: true, deletionWindowInDays: 30 },
      parent,
    );
    new aws.kms.Alias(name, { targetKeyId: key.keyId }, parent);
    new aws.kms.KeyPolicy(name, { keyId: key.keyId, policy: key.arn.apply(ofAccount).apply(JSON.stringify) }, parent);
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Lets the key's account decide, without which a key can be lost for good ("Default key policy", KMS Developer Guide). */
function ofAccount(keyArn: string): aws.iam.PolicyDocument {
  const [, partition] = keyArn.split(":");
  return policyOf([
    {
      Sid: "AccountDecides",
      Effect: "Allow",
      Action: "kms:*",
      Principal: { AWS: `arn:${partition}:iam::${accountOf(keyArn)}:root` },
      Resource: "*",
    },
  ]);
}
