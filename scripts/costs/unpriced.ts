import type { Graph, Resource } from "../report/graph";
import { groupBy } from "../../policies/frame/group-by";
import { shortType } from "../report/resources";
import type { CostLine } from "./estimate";
import { times } from "./use";

/** The components of the platform, of which the estimate knows what they cost. */
const estimatedComponents: ReadonlySet<string> = new Set([
  "web-platform:network:Network",
  "web-platform:data:Database",
  "web-platform:data:DatabaseSetup",
  "web-platform:data:Cache",
  "web-platform:compute:Compute",
  "web-platform:edge:Edge",
]);

/** What costs money in them, and has its lines in the estimate. */
const estimatedTypes: ReadonlySet<string> = new Set([
  "aws:apigatewayv2:Api",
  "aws:autoscaling:Group",
  "aws:cloudfront:Distribution",
  "aws:cloudfront:Function",
  "aws:cloudwatch:LogGroup",
  "aws:cloudwatch:MetricAlarm",
  "aws:ec2:Eip",
  "aws:ec2:NatGateway",
  "aws:ec2:VpcEndpoint",
  "aws:elasticache:Cluster",
  "aws:elasticache:ReplicationGroup",
  "aws:elasticache:ServerlessCache",
  "aws:kms:Key",
  "aws:lambda:Function",
  "aws:lambda:ProvisionedConcurrencyConfig",
  "aws:lb:LoadBalancer",
  "aws:rds:Instance",
  "aws:rds:Proxy",
  "aws:s3:Bucket",
  "aws:s3:BucketObjectv2",
  "aws:wafv2:WebAcl",
]);

/** Providers of what lies in no cloud: nobody is charged for it. */
const freeProviders: ReadonlySet<string> = new Set(
  "archive command external http local null pulumi pulumi-nodejs random std time tls".split(" "),
);

/**
 * What AWS does not charge for, by service: parts and settings of what it does charge for, and what it calls free on the
 * service's own pricing page. What is charged by use alone, such as a queue, is not free.
 */
const free: Readonly<Record<string, string>> = {
  acm: "Certificate CertificateValidation",
  apigatewayv2:
    "ApiMapping Authorizer Deployment DomainName Integration IntegrationResponse Model Route RouteResponse Stage VpcLink",
  autoscaling: "Attachment LifecycleHook Notification Policy Schedule",
  cloudfront:
    "CachePolicy KeyGroup OriginAccessControl OriginAccessIdentity OriginRequestPolicy PublicKey ResponseHeadersPolicy VpcOrigin",
  cloudwatch: "LogDelivery LogDeliveryDestination LogDeliverySource LogResourcePolicy LogStream LogSubscriptionFilter",
  codedeploy: "Application DeploymentConfig",
  ec2:
    "DefaultNetworkAcl DefaultRouteTable DefaultSecurityGroup EgressOnlyInternetGateway EipAssociation FlowLog InternetGateway " +
    "InternetGatewayAttachment KeyPair LaunchTemplate MainRouteTableAssociation ManagedPrefixList NetworkAcl " +
    "NetworkAclAssociation NetworkAclRule PlacementGroup Route RouteTable RouteTableAssociation SecurityGroup " +
    "SecurityGroupAssociation SecurityGroupRule Subnet Vpc VpcDhcpOptions VpcDhcpOptionsAssociation VpcEndpointPolicy VpcSecurityGroupRulesExclusive " +
    "VpcEndpointRouteTableAssociation VpcEndpointSecurityGroupAssociation VpcIpv4CidrBlockAssociation",
  elasticache: "ParameterGroup SubnetGroup User UserGroup UserGroupAssociation",
  kms: "Alias Grant KeyPolicy",
  lambda: "Alias CodeSigningConfig FunctionEventInvokeConfig FunctionUrl Permission",
  lb: "Listener ListenerCertificate ListenerRule TargetGroup TargetGroupAttachment",
  rds: "ClusterParameterGroup OptionGroup ParameterGroup ProxyDefaultTargetGroup ProxyTarget SubnetGroup",
  route53: "Record",
  s3:
    "BucketAcl BucketCorsConfiguration BucketLifecycleConfiguration BucketLogging BucketNotification BucketOwnershipControls " +
    "BucketPolicy BucketPublicAccessBlock BucketServerSideEncryptionConfiguration BucketVersioning BucketWebsiteConfiguration",
  secretsmanager: "SecretPolicy SecretRotation SecretVersion",
  sns: "TopicPolicy",
  sqs: "QueuePolicy RedriveAllowPolicy RedrivePolicy",
  vpc: "SecurityGroupEgressRule SecurityGroupIngressRule SecurityGroupVpcAssociation",
  wafv2: "IpSet RegexPatternSet WebAclAssociation WebAclLoggingConfiguration",
};

/** What of a type costs nothing, though others of that type do. */
const freeWhere: Readonly<Record<string, (inputs: Resource["inputs"]) => boolean>> = {
  // Deployments to machines that are not AWS's are charged for.
  "aws:codedeploy:DeploymentGroup": ({ onPremisesInstanceTagFilters }) => onPremisesInstanceTagFilters === undefined,
  "aws:ec2:VpcEndpoint": ({ vpcEndpointType = "Gateway" }) => vpcEndpointType === "Gateway",
  "aws:ssm:Parameter": ({ tier = "Standard" }) => tier === "Standard",
};

/**
 * A line without a price for each type of which a stack has what the estimate knows nothing of, and which is not known to be
 * free: what is not of the platform's components, and what these have that the estimate does not count.
 */
export function unpricedLines(graph: Graph): CostLine[] {
  const unpriced = graph.resources.filter(
    (resource) => !isComponent(resource) && !isEstimated(graph, resource) && !isFree(resource),
  );
  return [...groupBy(unpriced, ({ type }) => shortType(type))].map(([type, { length }]) => ({
    component: "Not priced",
    item: times(length, type),
    unit: "month",
    quantity: length,
    unitPrice: undefined,
    monthly: "unknown",
  }));
}

/** Resources have a slash in their types, but for those of Pulumi's own provider from AWS's schema. */
const isComponent = ({ type }: Resource): boolean => !type.includes("/") && !type.startsWith("aws-native:");

const isEstimated = (graph: Graph, resource: Resource): boolean =>
  estimatedTypes.has(shortType(resource.type)) && estimatedComponents.has(graph.outermost(resource).type);

function isFree({ type, inputs }: Resource): boolean {
  const [provider = "", service = "", name = ""] = shortType(type).split(":");
  if (provider !== "aws") return freeProviders.has(provider);
  if (service === "iam") return true;
  return free[service]?.split(" ").includes(name) === true || freeWhere[shortType(type)]?.(inputs) === true;
}
