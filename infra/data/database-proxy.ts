import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { forAccountOf, ServiceRole } from "../identity/service-role";
import { allowConnections } from "../network/client-access";
import { SecurityGroup } from "../network/security-group";
import type { DatabaseEngine, DatabaseSettings } from "../settings";
import { engineFacts } from "./database-engine";
import { databaseUserArn } from "./database-user-arn";

interface DatabaseProxyArgs extends Omit<DatabaseSettings["proxy"], "enabled"> {
  readonly engine: DatabaseEngine;
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string[]>;
  /** Security group of those that may connect. */
  readonly clients: SecurityGroup;
  /** Database users as whom clients come. */
  readonly users: readonly string[];
  readonly database: {
    readonly identifier: pulumi.Input<string>;
    readonly port: number;
    readonly securityGroup: SecurityGroup;
    readonly arn: pulumi.Output<string>;
    /** What `rds-db:connect` calls it: `db-...`. */
    readonly resourceId: pulumi.Output<string>;
  };
}

/**
 * An RDS Proxy in front of the primary: it pools connections and keeps them through a failover.
 *
 * Clients need TLS and an IAM token (RDS.43), and the proxy signs in to the database with a token too, as the user that its client
 * is: there is no secret, and its role may sign in as the workloads' users and no other (RDS User Guide, "Configuring IAM
 * authentication for RDS Proxy", end-to-end). It does not reach the read replicas, and stays in the zones that it was made in.
 * Costs by the hour and by vCPU of the primary.
 */
export class DatabaseProxy extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** The engine's default port, which RDS Proxy always listens on. */
  readonly port: number;

  constructor(name: string, args: DatabaseProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:DatabaseProxy", name, {}, opts);
    const { family, port } = engineFacts[args.engine].proxy;
    this.port = port;

    const securityGroupId = this.securityGroup(name, args);
    const proxy = new aws.rds.Proxy(
      name,
      {
        engineFamily: family,
        requireTls: true,
        // In place, also where the proxy had a secret: the provider sends an empty list with it (terraform-provider-aws#44309).
        defaultAuthScheme: "IAM_AUTH",
        roleArn: this.roleArn(name, args),
        idleClientTimeout: args.idleClientTimeoutSeconds,
        vpcSubnetIds: args.subnetIds,
        vpcSecurityGroupIds: [securityGroupId],
      },
      {
        parent: this,
        // RDS cannot change them: another zone in the network would make a new proxy, with another endpoint.
        ignoreChanges: ["vpcSubnetIds"],
      },
    );
    this.target(name, proxy, args);

    this.arn = proxy.arn;
    this.endpoint = proxy.endpoint;
    this.registerOutputs({ endpoint: this.endpoint });
  }

  private securityGroup(name: string, args: DatabaseProxyArgs): pulumi.Output<string> {
    const group = new SecurityGroup(
      name,
      { vpcId: args.vpcId, description: "The proxy of the database" },
      { parent: this },
    );
    const proxy = { group, name: "proxy of the database" };
    allowConnections(
      `${name}-from-clients`,
      {
        from: { group: args.clients, name: "clients" },
        to: proxy,
        ports: { from: this.port, to: this.port },
      },
      { parent: this },
    );
    allowConnections(
      `${name}-to-database`,
      {
        from: proxy,
        to: { group: args.database.securityGroup, name: "database" },
        ports: { from: args.database.port, to: args.database.port },
      },
      { parent: this },
    );
    return group.id;
  }

  private roleArn(name: string, { database, users }: DatabaseProxyArgs): pulumi.Output<string> {
    return new ServiceRole(
      name,
      {
        description: "Signs in to the database for its proxy",
        service: "rds.amazonaws.com",
        condition: forAccountOf(database.arn),
        ...(users.length > 0 && { statements: signIn(database, users) }),
      },
      { parent: this },
    ).arn;
  }

  private target(name: string, proxy: aws.rds.Proxy, args: DatabaseProxyArgs): void {
    const group = new aws.rds.ProxyDefaultTargetGroup(
      name,
      { dbProxyName: proxy.name, connectionPoolConfig: { maxConnectionsPercent: args.maxConnectionsPercent } },
      { parent: this },
    );
    new aws.rds.ProxyTarget(
      name,
      { dbProxyName: proxy.name, targetGroupName: group.name, dbInstanceIdentifier: args.database.identifier },
      { parent: this },
    );
  }
}

function signIn(database: DatabaseProxyArgs["database"], users: readonly string[]): aws.iam.PolicyStatement[] {
  const resources = users.map((user) => databaseUserArn(database, user));
  return [{ Effect: "Allow", Action: "rds-db:connect", Resource: resources }];
}
