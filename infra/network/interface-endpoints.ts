import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { told } from "../identity/documents";
import { label } from "../names";
import { interfacePolicy } from "./endpoint-policies";
import { SecurityGroup } from "./security-group";

interface InterfaceEndpointsArgs {
  /** Short service names, such as `secretsmanager`. */
  readonly services: readonly string[];
  readonly region: string;
  readonly account: pulumi.Output<string>;
  readonly vpcId: pulumi.Input<string>;
  readonly cidrBlock: string;
  /** One subnet a zone. */
  readonly subnetIds: pulumi.Input<string[]>;
}

/**
 * Private addresses for AWS services, so that traffic to them stays in the VPC; open to the VPC on port 443 only, and to the
 * account's own principals and resources.
 */
export class InterfaceEndpoints extends pulumi.ComponentResource {
  constructor(name: string, args: InterfaceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:network:InterfaceEndpoints", name, {}, opts);
    const securityGroup = new SecurityGroup(
      name,
      { vpcId: args.vpcId, description: "AWS services inside the VPC" },
      { parent: this },
    );
    securityGroup.ingress(
      `${name}-https`,
      {
        description: "HTTPS from the VPC",
        cidrIpv4: args.cidrBlock,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
      { parent: this },
    );
    const policies: Record<string, aws.iam.PolicyDocument | undefined> = {};
    for (const service of args.services) {
      const endpoint = `${name}-${service}`;
      const policy = (policies[endpoint] = interfacePolicy(service, args));
      new aws.ec2.VpcEndpoint(
        endpoint,
        {
          vpcId: args.vpcId,
          serviceName: `com.amazonaws.${args.region}.${service}`,
          vpcEndpointType: "Interface",
          subnetIds: args.subnetIds,
          securityGroupIds: [securityGroup.id],
          privateDnsEnabled: true,
          policy: policy && pulumi.jsonStringify(policy),
          tags: { Name: label(endpoint) },
        },
        { parent: this },
      );
    }
    this.registerOutputs(told(policies));
  }
}
