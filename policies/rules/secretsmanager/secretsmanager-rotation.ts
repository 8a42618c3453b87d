import type { SecretRotationState, SecretState } from "@pulumi/aws/secretsmanager";

import { isFalse, numberOf } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

/**
 * What leaks is of no use for long. A secret that a service makes and rotates, as RDS does for master users, is no resource of the
 * stack. Of a schedule by `cron` its days are not counted.
 */
export const secretsmanagerRotation = rule<{ readonly maxDays: number }>({
  name: "secretsmanager-rotation",
  description: "Secrets rotate by themselves, and often enough.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("SecretsManager.1", "SecretsManager.4"),
  seeAlso: ["cdk-nag SMG4", "Checkov CKV2_AWS_57"],
  remediationSteps:
    "add an aws.secretsmanager.SecretRotation for the secret, with automaticallyAfterDays of its rotationRules.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-1",
  options: {
    maxDays: { type: "integer", minimum: 1, maximum: 365, default: 90, description: "days between rotations, at most" },
  },

  inputsOf: [ROTATION],

  stack: (stack, { options: { maxDays }, judge }) => {
    const secrets = stack.ofType<SecretState>("aws:secretsmanager/secret:Secret");
    const rotations = stack
      .ofType<SecretRotationState>(ROTATION)
      .map((rotation) => ({ rotation, secret: stack.reference(rotation, "secretId", secrets) }));

    for (const secret of secrets) {
      judge(secret, ({ violation, undecided }) => {
        const own = rotations.find((entry) => entry.secret === secret)?.rotation;
        if (own === undefined && rotations.some((entry) => entry.secret === undefined)) {
          undecided("which secret a rotation is of");
        } else if (own === undefined) violation("it has no SecretRotation");
        else if (isFalse(stack.stated(own)["rotationEnabled"])) violation("its rotation is off");
        else {
          const days = daysOf(stack.stated(own)["rotationRules"]);
          if (days !== undefined && days > maxDays) violation(`it rotates after ${days} days, not ${maxDays} or less`);
        }
      });
    }
  },
});

/** The days between two rotations; undefined where the schedule does not tell. */
function daysOf(rules: unknown): number | undefined {
  const { automaticallyAfterDays, scheduleExpression = "" } = (rules ?? {}) as {
    readonly automaticallyAfterDays?: number;
    readonly scheduleExpression?: string;
  };
  const [, count, unit = ""] = /^rate\((\d+) (day|hour)s?\)$/.exec(scheduleExpression) ?? [];
  if (count !== undefined) return unit === "day" ? Number(count) : Number(count) / 24;
  return numberOf(automaticallyAfterDays);
}
