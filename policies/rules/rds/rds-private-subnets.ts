import type { InstanceState, SubnetGroupState } from "@pulumi/aws/rds";

import { databases, isReplica } from "../../aws/databases";
import { InternetRoutes, routeTables } from "../../aws/internet-routes";
import { subnetsOf } from "../../aws/subnets";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";

/**
 * No database has a way out to the internet, nor one in: its subnets' route tables have no default route to an internet gateway.
 * They are judged by the routes of the stack. A replica in its source's region that names no group has its source's.
 */
export const rdsPrivateSubnets = rule({
  name: "rds-private-subnets",
  description: "RDS databases are in subnets without a route to an internet gateway.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("RDS.46"),
  remediationSteps: "name private or isolated subnets in the subnet group of the database.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-46",

  inputsOf: [...databases, SUBNET_GROUP, ...routeTables],

  stack: (stack, { judge }) => {
    const groups = stack.ofType<SubnetGroupState>(SUBNET_GROUP);
    const subnets = subnetsOf(stack);
    const routes = new InternetRoutes(stack);
    for (const database of databases.flatMap((type) => stack.ofType<InstanceState>(type))) {
      judge(database, ({ violation, undecided }) => {
        const isNamed = stack.states(database, "dbSubnetGroupName");
        if (!isNamed && isReplica(stack.stated(database))) return;
        const group = isNamed ? stack.reference(database, "dbSubnetGroupName", groups) : "default";
        if (group === undefined) {
          undecided("its subnet group");
          return;
        }
        if (typeof group === "string") {
          undecided(`where the subnets of the group ${group} lead to`, "from this stack alone");
          return;
        }
        const { found, elsewhere, unknown } = stack.references(group, "subnetIds", subnets);
        const verdicts = found.map((subnet) => ({ subnet, out: routes.leadsOut(subnet) }));
        const open = verdicts.filter(({ out }) => out === true).map(({ subnet }) => subnet.name);
        if (open.length > 0) violation(`its subnets ${open.join(", ")} have a route to an internet gateway`);
        else if (unknown > 0) undecided("which subnets it has");
        else if (elsewhere > 0) undecided("where its subnets lead to", "from this stack alone");
        else if (verdicts.some(({ out }) => out === undefined)) undecided("where its subnets lead to");
      });
    }
  },
});
