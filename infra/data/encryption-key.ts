import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf, partitionOf, regionOf } from "../identity/arns";
import { policyOf } from "../identity/documents";

interface EncryptionKeyArgs {
  readonly description: string;
  /** Whether what it encrypts is protected: then a deleted key can be taken back for 30 days, else for 7. */
  readonly protectedData: boolean;
  /** Whether snapshots outlive the stack: then the key does too, because they are worth nothing without it. */
  readonly outlivesStack: boolean;
}

/** A KMS key of the data's own, with an alias; KMS rotates it every year. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:EncryptionKey", name, {}, opts);
    const key = new aws.kms.Key(
      name,
      {
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: args.protectedData ? 30 : 7,
      },
      { parent: this, retainOnDelete: args.outlivesStack },
    );
    // The policy that KMS itself gives a key, stated so that another one is seen (KMS Developer Guide, "Default key policy").
    new aws.kms.KeyPolicy(
      name,
      { keyId: key.keyId, policy: pulumi.jsonStringify(policyOf([forAccount(key.arn)])) },
      { parent: this },
    );
    new aws.kms.Alias(name, { targetKeyId: key.keyId }, { parent: this });
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Who may use the key: whom IAM lets, in the key's own account. */
const forAccount = (keyArn: pulumi.Output<string>): aws.iam.PolicyStatement => ({
  Sid: "Enable IAM User Permissions",
  Effect: "Allow",
  Principal: { AWS: keyArn.apply((arn) => `arn:${partitionOf(regionOf(arn))}:iam::${accountOf(arn)}:root`) },
  Action: "kms:*",
  Resource: "*",
});
