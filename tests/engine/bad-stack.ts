/** A stack that breaks every rule of the policy pack, and that AWS would take nonetheless. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export = () => {
  network();
  database();
  cache();
  loadBalancer();
  instances();
  functions();
  edge();
  rights();
  messages();
  new Unserved("aws-native:s3:Bucket");
};

/** In the place of what the sandbox's provider does not make: rules are told of a component's type and inputs too. */
class Unserved extends pulumi.ComponentResource {
  constructor(type: string, inputs: pulumi.Inputs = {}) {
    super(type, "bad", inputs);
    this.registerOutputs(inputs);
  }
}

function network(): void {
  const vpc = new aws.ec2.Vpc("bad", { cidrBlock: "10.9.0.0/16" });
  for (const index of [0, 1]) {
    new aws.ec2.Subnet(`bad-${index}`, {
      vpcId: vpc.id,
      cidrBlock: `10.9.${index}.0/24`,
      availabilityZone: "eu-west-1a",
      mapPublicIpOnLaunch: true,
    });
  }
  const [home, away] = ["a", "b"].map(
    (zone, index) =>
      new aws.ec2.Subnet(`bad-${zone}`, {
        vpcId: "vpc-0a1b2c3d",
        cidrBlock: `10.8.${index}.0/24`,
        availabilityZone: `eu-west-1${zone}`,
      }),
  );
  new aws.ec2.VpcEndpoint("bad", { vpcId: vpc.id, serviceName: "com.amazonaws.eu-west-1.dynamodb" });
  const table = new aws.ec2.RouteTable("bad", { vpcId: "vpc-0a1b2c3d" });
  const nat = new aws.ec2.NatGateway("bad", { allocationId: "eipalloc-0a1b2c3d", subnetId: home?.id ?? "" });
  new aws.ec2.Route("bad", { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id });
  new aws.ec2.RouteTableAssociation("bad", { routeTableId: table.id, subnetId: away?.id ?? "" });
  new aws.vpc.SecurityGroupIngressRule("bad", {
    securityGroupId: "sg-0a1b2c3d",
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
    cidrIpv4: "0.0.0.0/0",
  });
  const ssh = { action: "allow", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" };
  new aws.ec2.NetworkAcl("bad", { vpcId: "vpc-0a1b2c3d", ingress: [{ ruleNo: 100, ...ssh }] });
}

function database(): void {
  const open = new aws.ec2.Subnet("bad-database", {
    vpcId: "vpc-0a1b2c3d",
    cidrBlock: "10.8.8.0/24",
    availabilityZone: "eu-west-1a",
  });
  const out = new aws.ec2.RouteTable("bad-database", {
    vpcId: "vpc-0a1b2c3d",
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0a1b2c3d" }],
  });
  new aws.ec2.RouteTableAssociation("bad-database", { subnetId: open.id, routeTableId: out.id });
  const group = new aws.rds.SubnetGroup("bad", { subnetIds: [open.id] });
  new aws.rds.Cluster("bad", { engine: "aurora-mysql", manageMasterUserPassword: true, masterUsername: "admin" });
  new aws.rds.Instance("bad", {
    dbSubnetGroupName: group.name,
    engine: "mysql",
    engineVersion: "8.0",
    instanceClass: "db.t4g.micro",
    allocatedStorage: 20,
    username: "admin",
    password: "not-a-secret",
    publiclyAccessible: true,
    autoMinorVersionUpgrade: false,
    skipFinalSnapshot: true,
  });
  new Unserved("aws:rds/snapshot:Snapshot", { sharedAccounts: ["all"] });
  new aws.rds.Proxy("bad", {
    engineFamily: "POSTGRESQL",
    roleArn: "arn:aws:iam::123456789012:role/proxy",
    vpcSubnetIds: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"],
    auths: [{ secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x", iamAuth: "DISABLED" }],
    requireTls: false,
  });
}

function cache(): void {
  new aws.elasticache.ReplicationGroup("bad", {
    description: "bad",
    engine: "redis",
    engineVersion: "5.0.6",
    nodeType: "cache.t4g.micro",
    numCacheClusters: 1,
    autoMinorVersionUpgrade: false,
  });
}

function loadBalancer(): void {
  const balancer = new aws.lb.LoadBalancer("bad", {
    loadBalancerType: "application",
    subnets: ["subnet-0a1b2c3d"],
    desyncMitigationMode: "monitor",
  });
  const refusal = { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } };
  new aws.lb.Listener("bad-plain", {
    loadBalancerArn: balancer.arn,
    protocol: "HTTP",
    port: 80,
    defaultActions: [refusal],
  });
  new aws.lb.Listener("bad", {
    loadBalancerArn: balancer.arn,
    protocol: "HTTPS",
    port: 443,
    certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
    sslPolicy: "ELBSecurityPolicy-2016-08",
    defaultActions: [refusal],
  });
  const network = new aws.lb.LoadBalancer("bad-network", {
    loadBalancerType: "network",
    subnets: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"],
  });
  const group = new aws.lb.TargetGroup("bad", { protocol: "TCP", port: 8080, vpcId: "vpc-0a1b2c3d" });
  new aws.lb.Listener("bad-network", {
    loadBalancerArn: network.arn,
    protocol: "TCP",
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  new Unserved("aws:elb/loadBalancer:LoadBalancer", {
    subnets: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"],
    listeners: [{ lbPort: 80, lbProtocol: "http", instancePort: 8080, instanceProtocol: "http" }],
  });
}

function instances(): void {
  new aws.ec2.LaunchTemplate("bad", {
    imageId: "ami-0a1b2c3d",
    instanceType: "t4g.small",
    networkInterfaces: [{ associatePublicIpAddress: "true" }],
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 8 } }],
    userData: Buffer.from("#!/bin/bash\nexport DB_PASSWORD=hunter2\n").toString("base64"),
  });
  new Unserved("aws:ec2/launchConfiguration:LaunchConfiguration", {
    imageId: "ami-0a1b2c3d",
    instanceType: "t4g.small",
    associatePublicIpAddress: true,
  });
  new aws.autoscaling.Group("bad", {
    minSize: 1,
    maxSize: 1,
    launchConfiguration: "old",
    vpcZoneIdentifiers: ["subnet-0a1b2c3d"],
    targetGroupArns: ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/0a1b2c3d"],
  });
}

function functions(): void {
  const fn = new aws.lambda.Function("bad", {
    runtime: "nodejs18.x",
    handler: "index.handler",
    role: "arn:aws:iam::123456789012:role/function",
    s3Bucket: "code",
    s3Key: "code.zip",
    vpcConfig: { subnetIds: ["subnet-0a1b2c3d"], securityGroupIds: ["sg-0a1b2c3d"] },
    environment: { variables: { DB_PASSWORD: "not-a-secret" } },
  });
  new aws.lambda.Alias("bad", { name: "live", functionName: fn.name, functionVersion: "$LATEST" });
  new aws.cloudwatch.LogGroup("bad", {});
  new aws.lambda.Permission("bad", { action: "lambda:InvokeFunction", function: fn.name, principal: "*" });
  new aws.lambda.FunctionUrl("bad-cors", {
    functionName: fn.name,
    authorizationType: "AWS_IAM",
    cors: { allowOrigins: ["*"], allowCredentials: true },
  });
  const api = new aws.apigatewayv2.Api("bad", { protocolType: "HTTP" });
  new aws.apigatewayv2.Stage("bad", { apiId: api.id, name: "$default" });
  new aws.apigatewayv2.Route("bad", { apiId: api.id, routeKey: "GET /bad" });
  new aws.apigatewayv2.Integration("bad-alias", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationMethod: "POST",
    integrationUri:
      "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:bad/invocations",
  });
  new aws.apigatewayv2.Integration("bad", {
    apiId: api.id,
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    integrationUri: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/bad/0a1b2c3d/4e5f6a7b",
    connectionType: "VPC_LINK",
    connectionId: "a1b2c3",
  });
  new aws.apigatewayv2.ApiMapping("bad", { apiId: api.id, domainName: "api.example.com", stage: "$default" });
  const sockets = new aws.apigatewayv2.Api("bad-sockets", {
    protocolType: "WEBSOCKET",
    routeSelectionExpression: "$request.body.action",
  });
  new aws.apigatewayv2.Stage("bad-sockets", { apiId: sockets.id, name: "v1" });
  const rest = { restApi: "a1b2c3d4e5", stageName: "v1" };
  new Unserved("aws:apigateway/stage:Stage", { ...rest, deployment: "a1b2c3" });
  new Unserved("aws:apigateway/methodSettings:MethodSettings", {
    ...rest,
    methodPath: "*/*",
    settings: { cachingEnabled: true },
  });
  new Unserved("aws:apigateway/domainName:DomainName", {
    domainName: "rest.example.com",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
    securityPolicy: "TLS_1_0",
  });
}

function edge(): void {
  new aws.kms.Key(
    "bad",
    { tags: { Project: "bad" }, policy: forEveryone("kms:*") },
    { provider: new aws.Provider("bad-without-default-tags", { region: "eu-west-1" }) },
  );
  new aws.s3.Bucket("bad", { bucket: "bad-0a1b2c3d" });
  new aws.s3.BucketOwnershipControls("bad", { bucket: "bad", rule: { objectOwnership: "ObjectWriter" } });
  new aws.s3.BucketPolicy("bad", {
    bucket: "bad-0a1b2c3d",
    policy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::bad-0a1b2c3d/*" }],
    },
  });
  new Unserved("aws:s3/accessPoint:AccessPoint", {
    bucket: "bad-0a1b2c3d",
    publicAccessBlockConfiguration: { blockPublicPolicy: false },
  });
  const behavior = {
    viewerProtocolPolicy: "allow-all",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  };
  new Unserved("aws:waf/webAcl:WebAcl", { metricName: "bad", defaultAction: { type: "ALLOW" } });
  new aws.cloudfront.Distribution("bad-without-certificate", {
    enabled: true,
    origins: [{ originId: "site", domainName: "bad.s3.eu-west-1.amazonaws.com" }],
    defaultCacheBehavior: { ...behavior, targetOriginId: "site" },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  new aws.cloudfront.Distribution("bad", {
    enabled: true,
    aliases: ["bad.example.com"],
    origins: [
      { originId: "site", domainName: "bad.s3.eu-west-1.amazonaws.com" },
      {
        originId: "api",
        domainName: "api.example.com",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "http-only",
          originSslProtocols: ["TLSv1"],
        },
      },
    ],
    defaultCacheBehavior: { ...behavior, targetOriginId: "site", trustedSigners: ["self"] },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
      acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
      sslSupportMethod: "vip",
      minimumProtocolVersion: "TLSv1",
    },
  });
}

/** A policy that lets everyone in. */
const forEveryone = (action: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: "*" }],
  });

function messages(): void {
  new aws.secretsmanager.Secret("bad", { policy: forEveryone("secretsmanager:GetSecretValue") });
  new aws.sns.Topic("bad", { policy: forEveryone("sns:Publish") });
  new aws.sqs.Queue("bad", { policy: forEveryone("sqs:SendMessage"), sqsManagedSseEnabled: false });
  new aws.cloudwatch.MetricAlarm("bad", {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
  });
}

function rights(): void {
  new aws.iam.Policy("bad", {
    policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
  });
  const statement = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" } as const;
  new aws.iam.Role("bad", { assumeRolePolicy: { Version: "2012-10-17", Statement: [statement] } });
  const service = { ...statement, Principal: { Service: "scheduler.amazonaws.com" } };
  new aws.iam.Role("bad-service", { assumeRolePolicy: { Version: "2012-10-17", Statement: [service] } });
  new Unserved("aws:iam/userPolicy:UserPolicy", {
    user: "bad",
    policy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] },
  });
  new aws.wafv2.WebAcl("bad", {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: { cloudwatchMetricsEnabled: false, metricName: "bad", sampledRequestsEnabled: false },
  });
}
