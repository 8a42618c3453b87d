import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "../identity";

interface MonitoringRoleArgs {
  /** The account whose databases RDS may monitor with it. */
  readonly accountId: pulumi.Input<string>;
}

/** The role with which RDS writes Enhanced Monitoring's metrics to CloudWatch Logs (RDS.6). */
export class MonitoringRole extends pulumi.ComponentResource {
  /** Known once the role has its permissions: RDS checks them when it takes the role. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: MonitoringRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:MonitoringRole", name, {}, opts);
    const role = new aws.iam.Role(
      name,
      {
        description: "Writes the database's Enhanced Monitoring",
        assumeRolePolicy: pulumi
          .output(args.accountId)
          .apply((account) =>
            assumedBy("monitoring.rds.amazonaws.com", { StringEquals: { "aws:SourceAccount": account } }),
          ),
      },
      { parent: this },
    );
    const attachment = new aws.iam.RolePolicyAttachment(
      name,
      { role: role.name, policyArn: aws.iam.ManagedPolicy.AmazonRDSEnhancedMonitoringRole },
      { parent: this },
    );
    this.arn = pulumi.all([role.arn, attachment.id]).apply(([arn]) => arn);
    this.registerOutputs({ arn: this.arn });
  }
}
