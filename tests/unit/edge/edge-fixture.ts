import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerOrigin, Origin } from "../../../infra/compute/origin";
import type { EdgeSettings } from "../../../infra/settings";
import { presets } from "../../../infra/settings/presets";

export const types = {
  acl: "aws:wafv2/webAcl:WebAcl",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  cachePolicy: "aws:cloudfront/cachePolicy:CachePolicy",
  distribution: "aws:cloudfront/distribution:Distribution",
  function: "aws:cloudfront/function:Function",
  headers: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  originAccess: "aws:cloudfront/originAccessControl:OriginAccessControl",
  record: "aws:route53/record:Record",
  vpcOrigin: "aws:cloudfront/vpcOrigin:VpcOrigin",
} as const;

/** The edge of an environment's preset, but for some settings. */
export const settingsOf = (environment: "dev" | "prod", settings: Partial<EdgeSettings> = {}): EdgeSettings => ({
  ...presets[environment].edge,
  ...settings,
});

export const apiGateway: Origin = { kind: "api-gateway", domainName: pulumi.output("api.example") };

const balancer = {
  arn: pulumi.output("arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/x/1"),
  domainName: "lb.example",
  securityGroup: {
    ingress: (name, rule, opts) =>
      new aws.vpc.SecurityGroupIngressRule(name, { ...rule, securityGroupId: "sg-1" }, opts),
  },
} as const satisfies Partial<LoadBalancerOrigin>;

export const internalHttp: LoadBalancerOrigin = {
  ...balancer,
  kind: "internal-load-balancer",
  protocol: "http",
  port: 8080,
  open: { from: 8080, to: 8080 },
};

export const internalHttps: LoadBalancerOrigin = {
  ...balancer,
  kind: "internal-load-balancer",
  protocol: "https",
  port: 443,
  open: { from: 80, to: 443 },
};

export const onTheInternet: LoadBalancerOrigin = {
  ...balancer,
  kind: "public-load-balancer",
  protocol: "https",
  port: 443,
  open: { from: 80, to: 443 },
  header: { name: "X-Origin-Verify", value: pulumi.secret("hush") },
};
