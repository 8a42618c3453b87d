import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { linkedSubnets } from "./link-zones";

export interface InstancesBehindLink {
  /** Listener of the load balancer. */
  readonly listenerArn: pulumi.Input<string>;
  /** Security group that may reach the load balancer and nothing else. */
  readonly clientSecurityGroupId: pulumi.Input<string>;
  /** Name that the listener's certificate has to bear; without it the listener speaks HTTP, inside the VPC. */
  readonly serverName?: string;
}

interface VpcLinkArgs extends InstancesBehindLink {
  readonly apiId: pulumi.Input<string>;
  /** Private subnets. Those in zones without VPC links are left out, and two zones have to remain. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Ids of the subnets' zones, in the same order. */
  readonly zoneIds: pulumi.Input<string[]>;
}

/**
 * Sends requests of an API, as they are, to a load balancer that only the VPC reaches.
 *
 * Its only security group is the load balancer's client group. A link costs nothing by itself.
 */
export function throughVpcLink(
  name: string,
  { apiId, listenerArn, clientSecurityGroupId, serverName, subnetIds, zoneIds }: VpcLinkArgs,
  opts: pulumi.CustomResourceOptions,
): aws.apigatewayv2.Integration {
  const link = new aws.apigatewayv2.VpcLink(
    name,
    {
      securityGroupIds: [clientSecurityGroupId],
      subnetIds: pulumi.all([subnetIds, zoneIds]).apply(([subnets, zones]) => linkedSubnets(subnets, zones)),
    },
    opts,
  );
  return new aws.apigatewayv2.Integration(
    name,
    {
      apiId,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: listenerArn,
      connectionType: "VPC_LINK",
      connectionId: link.id,
      tlsConfig: serverName === undefined ? undefined : { serverNameToVerify: serverName },
      payloadFormatVersion: "1.0",
    },
    opts,
  );
}
