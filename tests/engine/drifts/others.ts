import { type Drift, named } from "./drift";

/** Changes of functions, logs, data, storage, API and edge. */
export const changesOfOthers: readonly Drift[] = [
  {
    type: "lambda:Function",
    name: "compute-health",
    by: (aws, its) =>
      aws.send("lambda", "PUT", `/2015-03-31/functions/${named(its)}/configuration`, { MemorySize: 512 }),
  },
  {
    type: "lambda:Function",
    name: "edge-not-found",
    by: (aws, its) => aws.send("lambda", "PUT", `/2015-03-31/functions/${named(its)}/configuration`, { Timeout: 60 }),
  },
  {
    type: "lambda:Alias",
    name: "compute-posts",
    gone: true,
    by: (aws, { functionName = "" }) =>
      aws.send("lambda", "DELETE", `/2015-03-31/functions/${functionName}/aliases/live`),
  },
  {
    type: "lambda:Permission",
    name: "edge-not-found",
    gone: true,
    by: (aws, { function: name = "", statementId = "" }) =>
      aws.send("lambda", "DELETE", `/2015-03-31/functions/${name}/policy/${statementId}`),
  },
  {
    type: "lambda:FunctionUrl",
    name: "edge-not-found",
    by: (aws, { functionName = "" }) =>
      aws.send("lambda", "PUT", `/2021-10-31/functions/${functionName}/url`, { AuthType: "NONE" }),
  },
  {
    type: "cloudwatch:LogGroup",
    name: "compute-posts",
    by: (aws, its) =>
      aws.json("logs", "Logs_20140328.PutRetentionPolicy", { logGroupName: named(its), retentionInDays: 1 }),
  },
  {
    type: "cloudwatch:LogGroup",
    name: "cache-slow-log",
    gone: true,
    by: (aws, its) => aws.json("logs", "Logs_20140328.DeleteLogGroup", { logGroupName: named(its) }),
  },
  {
    type: "rds:Instance",
    name: "database",
    by: (aws, { identifier = "" }) =>
      aws.query("rds", "ModifyDBInstance", {
        DBInstanceIdentifier: identifier,
        DeletionProtection: "false",
        ApplyImmediately: "true",
      }),
  },
  {
    type: "rds:ParameterGroup",
    name: "database-postgres17",
    by: (aws, its) =>
      aws.query("rds", "ModifyDBParameterGroup", {
        DBParameterGroupName: named(its),
        "Parameters.Parameter.1.ParameterName": "rds.force_ssl",
        "Parameters.Parameter.1.ParameterValue": "0",
        "Parameters.Parameter.1.ApplyMethod": "immediate",
      }),
  },
  {
    type: "elasticache:ReplicationGroup",
    name: "cache",
    by: (aws, { id = "" }) =>
      aws.query("elasticache", "ModifyReplicationGroup", {
        ReplicationGroupId: id,
        SnapshotWindow: "07:00-08:00",
        ApplyImmediately: "true",
      }),
  },
  {
    type: "elasticache:User",
    name: "cache",
    by: (aws, { id = "" }) => aws.query("elasticache", "ModifyUser", { UserId: id, AccessString: "on ~* +@all" }),
  },
  {
    type: "s3:BucketVersioning",
    name: "edge-site",
    by: (aws, { bucket = "" }) =>
      aws.send(
        "s3",
        "PUT",
        `/${bucket}?versioning=`,
        "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
      ),
  },
  ...(
    [
      ["s3:BucketPublicAccessBlock", "publicAccessBlock"],
      ["s3:BucketLifecycleConfiguration", "lifecycle"],
      ["s3:BucketOwnershipControls", "ownershipControls"],
    ] as const
  ).map(([type, part]): Drift => ({
    type,
    name: "compute-releases",
    gone: true,
    by: (aws, { bucket = "" }) => aws.send("s3", "DELETE", `/${bucket}?${part}=`),
  })),
  {
    type: "s3:BucketPolicy",
    name: "compute-releases",
    gone: true,
    by: (aws, { bucket = "" }) => aws.send("s3", "DELETE", `/${bucket}?policy=`),
  },
  {
    type: "apigatewayv2:Stage",
    name: "compute-api",
    by: (aws, { apiId = "", id = "" }) =>
      aws.send("apigateway", "PATCH", `/v2/apis/${apiId}/stages/${encodeURIComponent(id)}`, {
        defaultRouteSettings: { throttlingRateLimit: 1 },
      }),
  },
  {
    type: "apigatewayv2:Route",
    name: "compute-api-get-api-health-1ddf9cfe",
    gone: true,
    by: (aws, { apiId = "", id = "" }) => aws.send("apigateway", "DELETE", `/v2/apis/${apiId}/routes/${id}`),
  },
  {
    type: "apigatewayv2:Integration",
    name: "compute-api-posts",
    by: (aws, { apiId = "", id = "" }) =>
      aws.send("apigateway", "PATCH", `/v2/apis/${apiId}/integrations/${id}`, { timeoutInMillis: 100 }),
  },
  {
    type: "apigatewayv2:Api",
    name: "compute-api",
    by: (aws, { id = "" }) => aws.send("apigateway", "PATCH", `/v2/apis/${id}`, { disableExecuteApiEndpoint: true }),
  },
  {
    type: "cloudfront:Distribution",
    name: "edge",
    by: (aws, { id = "" }) =>
      aws.rewrite(`/2020-05-31/distribution/${id}/config`, (xml) =>
        xml.replace(/<HttpVersion>[^<]*</, "<HttpVersion>http1.1<"),
      ),
  },
  {
    type: "cloudfront:OriginAccessControl",
    name: "edge",
    by: (aws, { id = "" }) =>
      aws.rewrite(`/2020-05-31/origin-access-control/${id}/config`, (xml) =>
        xml.replace(/<SigningBehavior>[^<]*</, "<SigningBehavior>never<"),
      ),
  },
  {
    type: "cloudfront:ResponseHeadersPolicy",
    name: "edge",
    by: (aws, { id = "" }) =>
      aws.rewrite(
        `/2020-05-31/response-headers-policy/${id}/config`,
        (xml) => xml.replace(/<FrameOption>[^<]*</, "<FrameOption>SAMEORIGIN<"),
        `/2020-05-31/response-headers-policy/${id}`,
      ),
  },
  {
    type: "cloudwatch:LogDelivery",
    name: "edge-access-logs",
    gone: true,
    by: (aws, { id = "" }) => aws.elsewhere("us-east-1").json("logs", "Logs_20140328.DeleteDelivery", { id }),
  },
  {
    type: "elasticache:ParameterGroup",
    name: "cache",
    by: (aws, its) =>
      aws.query("elasticache", "ModifyCacheParameterGroup", {
        CacheParameterGroupName: named(its),
        "ParameterNameValues.ParameterNameValue.1.ParameterName": "timeout",
        "ParameterNameValues.ParameterNameValue.1.ParameterValue": "77",
      }),
  },
];
