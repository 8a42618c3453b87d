import * as pulumi from "@pulumi/pulumi";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerArgs,
} from "../../../../infra/compute/load-balancer/application-load-balancer";
import type { LoadBalancer } from "../../../../infra/compute/load-balancer/load-balancer";
import {
  NetworkLoadBalancer,
  type NetworkLoadBalancerArgs,
} from "../../../../infra/compute/load-balancer/network-load-balancer";
import { routeTable } from "../../../../infra/compute/routes/route-table";
import { type Environment, presets } from "../../../../infra/settings/presets";
import { deploy, type Deployment, type DeployOptions } from "../../harness";

export const types = {
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  listener: "aws:lb/listener:Listener",
  rule: "aws:lb/listenerRule:ListenerRule",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  scaling: "test:index:Scaling",
  link: "test:index:Link",
  edge: "test:index:Edge",
} as const;

export const certificate = {
  arn: "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d",
  domainName: "api.example.com",
};

export const targetGroupArn =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/app-0a1b2c3/73e2d6bc24d8a067";

const computed = {
  "aws:s3/bucket:Bucket": { bucket: "logs-0a1b2c3" },
  [types.balancer]: { arnSuffix: "app/app-0a1b2c3/50dc6c495c0c9188", dnsName: "balancer.local", zoneId: "Z1" },
  [types.targetGroup]: { arn: targetGroupArn, arnSuffix: "targetgroup/app-0a1b2c3/73e2d6bc24d8a067" },
};

const placement = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2", "subnet-3"], targetPort: 8080 };

/** Stands for what scales by the requests to the target group, or leads requests to the load balancer. */
class User extends pulumi.CustomResource {
  constructor(type: string, inputs: pulumi.Inputs) {
    super(type, "user", inputs);
  }
}

/** Puts a load balancer to use, and gives what a program can publish of it: the harness resolves no components. */
function used(balancer: LoadBalancer) {
  new User(types.scaling, { by: balancer.targetGroupArnSuffix });
  new User(types.link, { to: balancer.listenerArn });
  new User(types.edge, { to: balancer.origin.domainName });
  return {
    arn: balancer.arn,
    arnSuffix: balancer.arnSuffix,
    dnsName: balancer.dnsName,
    zoneId: balancer.zoneId,
    listenerArn: balancer.listenerArn,
    targetGroupArn: balancer.targetGroupArn,
    targetGroupArnSuffix: balancer.targetGroupArnSuffix,
    securityGroupId: balancer.securityGroup.id,
    clientSecurityGroupId: balancer.clientSecurityGroupId,
    origin: { ...balancer.origin, securityGroup: undefined },
  };
}

export type Deployed = Deployment<ReturnType<typeof used>>;

interface Where extends DeployOptions {
  readonly environment?: Environment;
  readonly name?: string;
}

const balancers = (environment: Environment) => presets[environment].compute.of.instances.instances.loadBalancer.of;

/** An application load balancer of an environment's preset, but for some settings. */
export function application(
  args: Partial<ApplicationLoadBalancerArgs> = {},
  { environment = "prod", name = "app", ...options }: Where = {},
): Promise<Deployed> {
  const settings = {
    ...balancers(environment).application,
    ...placement,
    publicSubnetIds: ["subnet-public-1", "subnet-public-2"],
    routes: routeTable([{ route: "ANY /api/users/{proxy+}", to: "instances" }]),
    behindApi: false,
    ...args,
  };
  return deploy(() => used(new ApplicationLoadBalancer(name, settings)), { computed, ...options });
}

/** A network load balancer of an environment's preset, but for some settings. */
export function network(
  args: Partial<NetworkLoadBalancerArgs> = {},
  { environment = "prod", name = "app", ...options }: Where = {},
): Promise<Deployed> {
  return deploy(
    () => used(new NetworkLoadBalancer(name, { ...balancers(environment).network, ...placement, ...args })),
    { computed, ...options },
  );
}

/** The connections that security groups allow, as `from -> to: ports`. */
export function connections(deployment: Deployed): { readonly out: string[]; readonly in: string[] } {
  const allowed = (type: string, from: string, to: string) =>
    deployment
      .all(type)
      .map(({ inputs }) => [from, to, "fromPort", "toPort"].map((key) => String(inputs[key])))
      .map(([source, target, ...ports]) => `${source} -> ${target}: ${ports.join("-")}`)
      .sort();
  return {
    out: allowed(types.egress, "securityGroupId", "referencedSecurityGroupId"),
    in: allowed(types.ingress, "referencedSecurityGroupId", "securityGroupId"),
  };
}

/** Whether a resource waits for one of a type. */
export const waitsFor = (deployment: Deployed, type: string, awaited: string): boolean =>
  deployment.one(type).dependencies.some((urn) => urn.includes(`${awaited}::`));
