import type * as pulumi from "@pulumi/pulumi";
import type { UserGroup } from "./user-group";

/** Where a cache stands. */
export interface Placement {
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Names of the zones that nodes are spread over. */
  readonly availabilityZones: readonly string[];
}

export interface Endpoint {
  /** Host name. */
  readonly endpoint: pulumi.Output<string>;
  readonly port: number;
}

/** What every kind of cache has to offer. */
export interface CacheKind extends Endpoint {
  readonly arn: pulumi.Output<string>;
  /** Where reads are spread over replicas. */
  readonly reader: Endpoint | undefined;
  readonly users: UserGroup | undefined;
  readonly clientSecurityGroupId: pulumi.Output<string>;
}
