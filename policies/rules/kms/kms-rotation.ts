import type { KeyArgs } from "@pulumi/aws/kms";

import { isGiven, isTrue } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/**
 * KMS makes new key material every year and keeps the old, so that nothing has to be encrypted anew.
 *
 * It does so for symmetric keys of its own material alone (API Reference, EnableKeyRotation): not for asymmetric and HMAC keys, for
 * material that is imported (`aws.kms.ExternalKey`), and for keys in a custom store. A replica (`aws.kms.ReplicaKey`) rotates with
 * its primary.
 */
export const kmsRotation = rule({
  name: "kms-rotation",
  description: "KMS keys of symmetric encryption rotate by themselves.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC08-BP01"),
  seeAlso: [
    "Security Hub KMS.4",
    "cdk-nag KMS5",
    "Checkov CKV_AWS_7",
    "Trivy AWS-0065",
    "AwsGuard cmk-backing-key-rotation-enabled",
  ],
  remediationSteps: "set enableKeyRotation: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",

  resources: {
    "aws:kms/key:Key": (key: Inputs<KeyArgs>, { violation }) => {
      if (isGiven(key, "customKeyStoreId") || isGiven(key, "xksKeyId")) return;
      const { customerMasterKeySpec: spec = "SYMMETRIC_DEFAULT", enableKeyRotation } = key;
      if (spec !== "SYMMETRIC_DEFAULT" || isTrue(enableKeyRotation)) return;
      violation(`enableKeyRotation is ${shown(enableKeyRotation, "false")}`);
    },
  },
});
