import * as pulumi from "@pulumi/pulumi";

/** What is signed in to: an instance or a proxy. */
interface SignedInTo {
  readonly arn: pulumi.Output<string>;
  /** An instance's resource id, `db-...`, or a proxy's, `prx-...`. */
  readonly resourceId: pulumi.Output<string>;
}

/** What `rds-db:connect` calls a user (RDS User Guide, "Creating and using an IAM policy for IAM database access"). */
export const databaseUserArn = ({ arn, resourceId }: SignedInTo, user: string): pulumi.Output<string> =>
  pulumi.all([arn, resourceId]).apply(([of, id]) => {
    const [, partition, , region, account] = of.split(":");
    return `arn:${partition}:rds-db:${region}:${account}:dbuser:${id}/${user}`;
  });

/** The id of a proxy, which ends its ARN. */
export const proxyIdOf = (proxyArn: string): string => proxyArn.split(":").at(-1) ?? proxyArn;
