import * as pulumi from "@pulumi/pulumi";
import type { ComputeSettings, InstancesSettings, Use } from "../settings";
import type { Code } from "./code/code";
import { type Data, dataAccess } from "./data-access";
import { Functions } from "./functions/functions";
import { Instances } from "./instances/instances";
import { routeTable } from "./routes/route-table";

interface Surroundings {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  readonly data: Data;
  /** The workloads' programs. */
  readonly code: Code;
}

export type ComputeArgs = ComputeSettings & Surroundings;

/**
 * What answers requests: instances behind a load balancer, functions behind an HTTP API, or both behind one API, which
 * sends each route of one table to the instances (through a VPC link) or to its function.
 *
 * Workloads reach the data that they say they use, and no other.
 */
export class Compute extends pulumi.ComponentResource {
  readonly instances: Instances | undefined;
  /** The functions and the HTTP API, which with kind `both` stands before the instances too. */
  readonly functions: Functions | undefined;

  constructor(name: string, args: ComputeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Compute", name, {}, opts);
    this.instances = args.kind === "functions" ? undefined : this.makeInstances(name, args);
    this.functions =
      args.kind === "instances"
        ? undefined
        : new Functions(
            name,
            {
              api: args.api,
              functions: args.functions,
              routes: args.routes,
              vpcId: args.vpcId,
              subnetIds: args.subnetIds,
              code: args.code,
              accessOf: (uses: readonly Use[]) => dataAccess(uses, args.data),
              ...(args.kind === "both" && this.instances && { instances: behindLink(this.instances, args.instances) }),
            },
            { parent: this },
          );
    this.registerOutputs({});
  }

  private makeInstances(name: string, args: Exclude<ComputeArgs, { kind: "functions" }>): Instances {
    return new Instances(
      name,
      {
        ...args.instances,
        routes: routeTable(args.routes),
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        access: dataAccess(args.instances.uses, args.data),
        code: args.code,
      },
      { parent: this },
    );
  }
}

/** Where a VPC link leads, and the name that its certificate has to bear. */
function behindLink({ loadBalancer }: Instances, { loadBalancer: { certificate } }: InstancesSettings) {
  return {
    listenerArn: loadBalancer.listenerArn,
    clientSecurityGroupId: loadBalancer.clientSecurityGroupId,
    ...(certificate && { serverName: certificate.domainName }),
  };
}
