import called from "./called.json";
import { ofRoles, onTheWay, tagging } from "./further";
import { allow, ownPath, type Place, type Statement } from "./statement";
import { stateOf } from "./state";

/** The services that the platform makes roles for, and AWS's own policies that these get. */
export const passedTo: readonly string[] = [
  "codedeploy.amazonaws.com",
  "ec2.amazonaws.com",
  "lambda.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "rds.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];
export const attached: readonly string[] = ["service-role/AmazonRDSEnhancedMonitoringRole"];

/** Services that make a role for themselves when an account uses them first ("Using service-linked roles" of each). */
const linked = [
  "autoscaling.amazonaws.com",
  "elasticache.amazonaws.com",
  "elasticloadbalancing.amazonaws.com",
  "ops.apigateway.amazonaws.com",
  "rds.amazonaws.com",
  "spot.amazonaws.com",
  "vpcorigin.cloudfront.amazonaws.com",
];

/** What is done to a role, of which IAM can ask what bounds the role (Service Authorization Reference, `iam:PermissionsBoundary`). */
const toRoles = [
  "iam:CreateRole",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  // Of any policy, so that what somebody has attached is taken away.
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
  "iam:UpdateRoleDescription",
];
const attaching = "iam:AttachRolePolicy";

/** Actions of services whose other actions are for named resources, and that know no resource. */
const resourceless = ["codedeploy:StopDeployment", "ssm:DescribeParameters"];

/** What shows what the instances say, for a release that fails: of the stack's own log groups alone. */
export const readsLogs: readonly string[] = ["logs:GetLogEvents"];

/** All actions of a stack's life: those that deployments to the local AWS call, and those that AWS asks for beside. */
export const deployActions: readonly string[] = [
  ...new Set([
    ...Object.values<Readonly<Record<string, readonly string[]>>>(called).flatMap((each) => Object.values(each).flat()),
    ...onTheWay,
    ...ofRoles,
    ...tagging,
  ]),
].sort();

/** Whether an action only looks. */
export const looks = (action: string): boolean => /:(Describe|Get|List|GET$)/.test(action);

/**
 * What the role may do that deploys the stack of an environment.
 *
 * - What holds code, data or rights by name (functions, their releases, buckets, secrets, parameters, roles) is the stack's own, by
 *   its name. All else that AWS names itself is of the whole account: an account for each environment keeps them apart.
 * - Roles are made and changed only within the environment's boundary, and passed only to the services that the platform
 *   makes roles for. So nothing that it deploys can do more than the boundary says.
 * - Of what the bootstrap made it can change nothing, and use the state of its own stack and the key.
 */
export function deployStatements(place: Place): Statement[] {
  return [
    ...byService(place),
    ...ownLogs(place),
    ...roles(place),
    ...inItsName(place),
    ...stateOf(place),
    untouchable(place),
  ];
}

function byService(place: Place): Statement[] {
  const services = [...new Set(deployActions.map(serviceOf))].filter((service) => service !== "iam");
  return services.flatMap((service) => {
    const apart = [...resourceless, ...readsLogs];
    const actions = deployActions.filter((action) => serviceOf(action) === service && !apart.includes(action));
    const known = deployActions.filter((action) => serviceOf(action) === service && resourceless.includes(action));
    return [allow(actions, ownNames(service, place)), ...(known.length > 0 ? [allow(known, "*")] : [])];
  });
}

const ownLogs = ({ partition, account, prefix }: Place): Statement[] => [
  allow(readsLogs, `arn:${partition}:logs:*:${account}:log-group:${prefix}*`),
];

const serviceOf = (action: string): string => action.split(":")[0] ?? "";

function ownNames(service: string, { partition, account, prefix }: Place): string | readonly string[] {
  const arn = (resource: string) => `arn:${partition}:${service}:*:${account}:${resource}`;
  // Applications, ways of deploying, and groups, which have their application's name before their own.
  if (service === "codedeploy") return [arn(`application:${prefix}*`), arn(`deployment*:${prefix}*`)];
  if (service === "lambda") return arn(`function:${prefix}*`);
  if (service === "secretsmanager") return arn(`secret:${prefix}*`);
  if (service === "ssm") return arn(`parameter/${prefix}*`);
  if (service === "s3") return `arn:${partition}:s3:::${prefix.toLowerCase()}*`;
  return "*";
}

function roles({ partition, account, prefix, boundaryArn }: Place): Statement[] {
  const own = `arn:${partition}:iam::${account}:role/${prefix}*`;
  const profiles = `arn:${partition}:iam::${account}:instance-profile/${prefix}*`;
  const bounded = { StringEquals: { "iam:PermissionsBoundary": boundaryArn } };
  const managed = attached.map((name) => `arn:${partition}:iam::aws:policy/${name}`);
  const actions = deployActions.filter((action) => serviceOf(action) === "iam");
  const others = actions.filter((action) => ![...toRoles, attaching].includes(action) && !looks(action));
  return [
    allow(actions.filter(looks), "*"),
    allow(toRoles, own, bounded),
    allow([attaching], own, { ...bounded, ArnEquals: { "iam:PolicyARN": managed } }),
    allow(others, [own, profiles]),
    allow(["iam:PassRole"], own, { StringEquals: { "iam:PassedToService": [...passedTo] } }),
    allow(["iam:CreateServiceLinkedRole"], `arn:${partition}:iam::${account}:role/aws-service-role/*`, {
      StringEquals: { "iam:AWSServiceName": linked },
    }),
  ];
}

/** What services do in the caller's name. */
function inItsName({ partition, account, region }: Place): Statement[] {
  // Databases and caches under keys of the stack ("Services that support the kms:ViaService condition key", KMS Developer Guide).
  const services = ["rds", "secretsmanager", "elasticache", "dax"].map((name) => `${name}.${region}.amazonaws.com`);
  return [
    allow(["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], "*", {
      StringEquals: { "kms:ViaService": services },
    }),
    // RDS makes the master secret, and rotates it when it is asked to.
    allow(
      ["CreateSecret", "DescribeSecret", "RotateSecret", "TagResource"].map((action) => `secretsmanager:${action}`),
      `arn:${partition}:secretsmanager:${region}:${account}:secret:rds!*`,
    ),
    // The image of a launch template is named by a parameter of AWS's own.
    allow(["ssm:GetParameters"], `arn:${partition}:ssm:${region}::parameter/aws/service/*`),
  ];
}

/** Whatever else allows it: what the bootstrap made is looked at and used, and changed by nobody who deploys. */
function untouchable({ partition, account, stateBucketArn, keyArn }: Place): Statement {
  const iam = (resource: string) => `arn:${partition}:iam::${account}:${resource}`;
  return {
    Effect: "Deny",
    NotAction: [
      "iam:Get*",
      "iam:List*",
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
    ],
    Resource: [
      stateBucketArn,
      `${stateBucketArn}/*`,
      keyArn,
      iam(`policy${ownPath}*`),
      iam(`role${ownPath}*`),
      iam("oidc-provider/*"),
    ],
  };
}
