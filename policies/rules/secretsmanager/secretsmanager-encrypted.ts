import type { SecretArgs } from "@pulumi/aws/secretsmanager";

import { isGiven } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import { ifKnown } from "../../frame/unknown";

/** Who may read the secret is then a matter of two policies, and every use of the key is logged. That a key is named is enough. */
export const secretsmanagerEncrypted = rule({
  name: "secretsmanager-encrypted",
  description: "Secrets are encrypted with a KMS key of the stack's choice.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("SEC08-BP02"),
  seeAlso: ["Checkov CKV_AWS_149", "Trivy AWS-0098"],
  remediationSteps: "set kmsKeyId.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",

  resources: {
    "aws:secretsmanager/secret:Secret": (secret: Inputs<SecretArgs>, { violation }) => {
      const key = ifKnown(() => secret.kmsKeyId);
      const isOwn = isGiven(secret, "kmsKeyId") && !key?.endsWith("alias/aws/secretsmanager");
      if (!isOwn) violation(`kmsKeyId is ${shown(key || undefined, "AWS's own key")}`);
    },
  },
});
