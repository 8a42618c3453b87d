import { onInstances } from "../../aws/databases";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Minor versions bring security fixes. */
export const rdsMinorUpgrades = rule({
  name: "rds-minor-upgrades",
  description: "RDS instances take minor versions of their engine by themselves.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("RDS.13", "RDS.35"),
  seeAlso: ["Checkov CKV_AWS_226"],
  remediationSteps: "set autoMinorVersionUpgrade: true, or leave it out.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",

  resources: onInstances((db, { violation }) => {
    if (![undefined, true].includes(db.autoMinorVersionUpgrade)) {
      violation(`autoMinorVersionUpgrade is ${JSON.stringify(db.autoMinorVersionUpgrade)}`);
    }
  }),
});
