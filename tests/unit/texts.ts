import type { Registration } from "./harness";

/** EC2 API Reference, CreateSecurityGroup (GroupDescription) and IpRange (Description). */
const ec2 = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;
/** No letter beyond ASCII and no line break: what services take that say no more than how long a text may be. */
const plain = (most: number) => new RegExp(`^[ -~]{1,${most}}$`);

/** What AWS takes as the description, or the comment, of each type that the platform describes. */
const allowed: Readonly<Record<string, RegExp>> = {
  "aws:ec2/securityGroup:SecurityGroup": ec2,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2,
  "aws:ec2/launchTemplate:LaunchTemplate": plain(255),
  // IAM API Reference, CreateRole (Description).
  "aws:iam/role:Role": /^[\t\n\r -~\u00A1-\u00FF]{1,1000}$/,
  "aws:kms/key:Key": plain(8192),
  "aws:secretsmanager/secret:Secret": plain(2048),
  "aws:rds/subnetGroup:SubnetGroup": plain(255),
  "aws:rds/parameterGroup:ParameterGroup": plain(255),
  "aws:elasticache/subnetGroup:SubnetGroup": plain(255),
  "aws:elasticache/parameterGroup:ParameterGroup": plain(255),
  "aws:elasticache/replicationGroup:ReplicationGroup": plain(255),
  "aws:elasticache/serverlessCache:ServerlessCache": plain(255),
  "aws:lambda/function:Function": plain(256),
  // CloudFront API Reference, DistributionConfig (Comment).
  "aws:cloudfront/distribution:Distribution": plain(128),
  "aws:cloudfront/cachePolicy:CachePolicy": plain(128),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": plain(128),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": plain(128),
  "aws:cloudfront/function:Function": plain(128),
  "aws:cloudfront/originAccessControl:OriginAccessControl": plain(256),
  "aws:cloudwatch/metricAlarm:MetricAlarm": plain(1024),
  // AWS WAF API Reference, CreateWebACL (Description).
  "aws:wafv2/webAcl:WebAcl": /^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]{0,254}[\w+=:#@/\-,.]$/,
};

/** IAM API Reference, Tag: the narrowest of all services'. */
const tagKey = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const tagValue = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** Every text of that name in a resource's inputs, wherever it is. */
function texts(value: unknown, names: readonly string[]): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => [
    ...(names.includes(key) && typeof inner === "string" ? [inner] : []),
    ...texts(inner, names),
  ]);
}

/** What of a resource's descriptions, comments and tags AWS does not take, or this file does not know. */
export function wrongTexts({ type, name, inputs }: Registration): string[] {
  const described = texts(inputs, ["description", "comment", "alarmDescription"]);
  if (described.length > 0 && type.startsWith("aws:") && allowed[type] === undefined) {
    return [`${type} is described, and what AWS takes there is not in this test`];
  }
  const { tags = {} } = inputs;
  const wrong = [
    ...described.filter((text) => allowed[type]?.test(text) === false),
    ...(Array.isArray(tags) ? [] : Object.entries(tags as Record<string, string>).flatMap(wrongTag)),
  ];
  return wrong.map((text) => `${type} ${name}: ${text}`);
}

function wrongTag([key, value]: [string, string]): string[] {
  return [...(tagKey.test(key) ? [] : [`tag ${key}`]), ...(tagValue.test(value) ? [] : [`tag ${key}: ${value}`])];
}
