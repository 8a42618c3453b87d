import { type Drift, everything, named } from "./drift";

/** What is added where AWS has a list of which Pulumi knows each part alone: by the line of docs/operations.md that says so. */
export const unseen: readonly (Drift & { readonly told: string })[] = [
  {
    told: "permissions of functions",
    type: "lambda:Function",
    name: "compute-posts",
    by: (aws, its) =>
      aws.send("lambda", "POST", `/2015-03-31/functions/${named(its)}/policy`, {
        StatementId: "by-hand",
        Action: "lambda:InvokeFunction",
        Principal: "111122223333",
      }),
  },
  {
    told: "routes of the API",
    type: "apigatewayv2:Api",
    name: "compute-api",
    by: (aws, { id = "" }) => aws.send("apigateway", "POST", `/v2/apis/${id}/routes`, { routeKey: "GET /by-hand" }),
  },
  {
    told: "rules of a load balancer's listener",
    type: "lb:Listener",
    name: "compute-http",
    by: (aws, { arn = "" }) =>
      aws.query("elasticloadbalancing", "CreateRule", {
        ListenerArn: arn,
        Priority: "4000",
        "Conditions.member.1.Field": "path-pattern",
        "Conditions.member.1.PathPatternConfig.Values.member.1": "/by-hand",
        "Actions.member.1.Type": "fixed-response",
        "Actions.member.1.FixedResponseConfig.StatusCode": "200",
        "Actions.member.1.FixedResponseConfig.ContentType": "text/plain",
      }),
  },
  {
    told: "routes of subnets that have a way out",
    type: "ec2:RouteTable",
    name: "network-public-1",
    by: (aws, { id = "" }, other) =>
      aws.query("ec2", "CreateRoute", {
        RouteTableId: id,
        DestinationCidrBlock: "192.0.2.0/24",
        GatewayId: other("ec2:Route", "network-public-1")["gatewayId"] ?? "",
      }),
  },
  {
    told: "inline policies of roles",
    type: "iam:Role",
    name: "compute-health",
    by: (aws, { id = "" }) =>
      aws.query("iam", "PutRolePolicy", { RoleName: id, PolicyName: "second", PolicyDocument: everything({}) }),
  },
  {
    told: "grants of keys",
    type: "kms:Key",
    name: "database",
    by: (aws, { id = "" }) =>
      aws.json("kms", "TrentService.CreateGrant", {
        KeyId: id,
        GranteePrincipal: "arn:aws:iam::111122223333:root",
        Operations: ["Decrypt"],
      }),
  },
];
