import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerOrigin as Balancer } from "../compute/origin";
import { knownAfter } from "../known-after";
import { label } from "../names";
import { httpsOnly, originTls, standardPorts } from "./custom-origin";
import { originFacingPrefixLists } from "./origin-facing";

export interface LoadBalancerOriginArgs {
  readonly origin: Balancer;
  readonly region: string;
  /** For regions that the platform does not know. */
  readonly prefixListId: string | undefined;
}

type Origin = Omit<aws.types.input.cloudfront.DistributionOrigin, "originId">;

/**
 * The way from CloudFront to a load balancer: to an internal one by a VPC origin (CloudFront Developer Guide, "Restrict
 * access with VPC origins"); to one on the internet by HTTPS, with the header that it asks for. Either lets in CloudFront's
 * addresses, and no others.
 */
export class LoadBalancerOrigin extends pulumi.ComponentResource {
  /** How a distribution names it, known once CloudFront is let in. */
  readonly origin: Origin;

  constructor(name: string, args: LoadBalancerOriginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:LoadBalancerOrigin", name, {}, opts);
    const { origin } = args;
    const rule = this.letIn(name, args);
    const domainName = knownAfter(pulumi.output(origin.domainName), [rule]);
    this.origin =
      origin.kind === "internal-load-balancer"
        ? { domainName, vpcOriginConfig: { vpcOriginId: this.vpcOrigin(name, origin).id } }
        : {
            domainName,
            customOriginConfig: httpsOnly(origin.port),
            customHeaders: [origin.header],
          };
    this.registerOutputs({});
  }

  /**
   * One rule for all ports that the load balancer may ever serve, since the prefix list counts as 55 of a group's 60 rules
   * (Amazon VPC User Guide, "AWS-managed prefix lists"): no second one fits beside it, and another port in its place would shut
   * CloudFront out for the minutes that it takes to go there.
   */
  private letIn(name: string, { origin, region, prefixListId }: LoadBalancerOriginArgs) {
    return origin.securityGroup.ingress(
      name,
      {
        description: "CloudFront",
        ipProtocol: "tcp",
        fromPort: origin.open.from,
        toPort: origin.open.to,
        prefixListId: known(prefixListId ?? originFacingPrefixLists[region], region),
      },
      { parent: this },
    );
  }

  /**
   * CloudFront changes no VPC origin that a distribution uses (terraform-provider-aws 40905). So for another port, protocol
   * or load balancer there is another one: it is made first, the distribution goes over to it, and the one before is deleted.
   */
  private vpcOrigin(name: string, { arn, port, protocol }: Balancer): aws.cloudfront.VpcOrigin {
    return new aws.cloudfront.VpcOrigin(
      name,
      {
        vpcOriginEndpointConfig: {
          name: arn.apply((balancer) => originName(label(name), balancer, protocol, port)),
          arn,
          httpPort: protocol === "http" ? port : standardPorts.http,
          httpsPort: protocol === "https" ? port : standardPorts.https,
          originProtocolPolicy: `${protocol}-only`,
          originSslProtocols: { items: originTls, quantity: originTls.length },
        },
      },
      { parent: this, replaceOnChanges: ["vpcOriginEndpointConfig"] },
    );
  }
}

/** An account's VPC origins have names of their own, of 64 characters at most; this one has the load balancer's id in it. */
const originName = (name: string, balancerArn: string, protocol: string, port: number): string =>
  [name.slice(0, 32), balancerArn.split("/").at(-1), protocol, port].join("-");

/** Settings have been checked for it. */
function known(prefixListId: string | undefined, region: string): string {
  if (prefixListId === undefined) throw new Error(`no prefix list of CloudFront is known in ${region}`);
  return prefixListId;
}
