import * as pulumi from "@pulumi/pulumi";
import type { ComputeSettings, InstancesSettings, ProviderSettings, Tags, Use } from "../settings";
import { PrivateBucket } from "../storage/private-bucket";
import type { Code } from "../code/code";
import { type Data, dataAccess } from "./data-access";
import { Functions } from "./functions/functions";
import type { Origin } from "./origin";
import { Instances } from "./instances/instances";
import { routeTable } from "./routes/route-table";

interface Surroundings {
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Ids of the subnets' zones, in the same order. */
  readonly zoneIds: pulumi.Input<string[]>;
  /** Public subnets, for a load balancer that is on the internet; none where the network has none. */
  readonly publicSubnetIds: pulumi.Input<string[]>;
  readonly data: Data;
  /** The workloads' programs. */
  readonly code: Code;
  /** Of the instances, and of what comes and goes with them. */
  readonly tags: Tags;
  /** How the stack reaches AWS, for releases, which are rolled out beside Pulumi's own provider. */
  readonly provider: ProviderSettings;
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
  /** Where requests enter. */
  readonly origin: Origin;
  /** Bucket with the records of what has been released: of each function, and of the instances. */
  readonly releasesBucket: pulumi.Output<string>;

  constructor(name: string, args: ComputeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:Compute", name, {}, opts);
    // Nothing that runs needs them: they go with what they tell of.
    const { bucket } = new PrivateBucket(`${name}-releases`, { forceDestroy: true }, { parent: this });
    this.releasesBucket = bucket;
    if (args.kind === "instances") {
      this.instances = this.makeInstances(name, args);
      this.functions = undefined;
      this.origin = this.instances.loadBalancer.origin;
    } else {
      this.instances = args.kind === "both" ? this.makeInstances(name, args) : undefined;
      this.functions = this.makeFunctions(name, args);
      this.origin = { kind: "api-gateway", domainName: this.functions.apiEndpoint.apply(hostOf) };
    }
    this.registerOutputs({ releasesBucket: this.releasesBucket });
  }

  private makeFunctions(name: string, args: Exclude<ComputeArgs, { kind: "instances" }>): Functions {
    return new Functions(
      name,
      {
        api: args.api,
        functions: args.functions,
        routes: args.routes,
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        zoneIds: args.zoneIds,
        code: args.code,
        releases: { bucket: this.releasesBucket, provider: args.provider },
        accessOf: (name: string, uses: readonly Use[]) => dataAccess(`functions/${name}`, uses, args.data),
        ...(args.kind === "both" && this.instances && { instances: behindLink(this.instances, args.instances) }),
      },
      { parent: this },
    );
  }

  private makeInstances(name: string, args: Exclude<ComputeArgs, { kind: "functions" }>): Instances {
    return new Instances(
      name,
      {
        ...args.instances,
        behindApi: args.kind === "both",
        routes: routeTable(args.routes),
        vpcId: args.vpcId,
        subnetIds: args.subnetIds,
        publicSubnetIds: args.publicSubnetIds,
        access: dataAccess("instances", args.instances.uses, args.data),
        code: args.code,
        releases: { bucket: this.releasesBucket, provider: args.provider },
        tags: args.tags,
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

/** The host of a URL, without its port. */
const hostOf = (endpoint: string): string => new URL(endpoint).hostname;
