import { CLUSTER, instances, type Member } from "../../aws/databases";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

/**
 * Minor versions bring security fixes. A cluster takes them where itself and all of its instances do (RDS.13, its note). RDS Custom
 * takes none, and refuses to be told to.
 */
export const rdsMinorUpgrades = rule({
  name: "rds-minor-upgrades",
  description: "RDS databases take minor versions of their engine by themselves.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("RDS.13", "RDS.35"),
  seeAlso: ["Checkov CKV_AWS_226"],
  remediationSteps: "set autoMinorVersionUpgrade: true, or leave it out.",
  settings: { "database.autoMinorVersionUpgrade": "true" },
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",

  resources: forTypes(
    [...instances, CLUSTER],
    ({ autoMinorVersionUpgrade: upgrades = true, engine }: Member, { violation }: Report) => {
      if (isTrue(upgrades) || engine?.startsWith("custom-")) return;
      violation(`autoMinorVersionUpgrade is ${JSON.stringify(upgrades)}`);
    },
  ),
});
