import { deployActions, looks, readsLogs } from "./deploy";
import { stateOfAll } from "./state";
import { allow, type Named, type Place, type Statement } from "./statement";

/** Of what only looks, what shows data: a pull request runs the code of whoever opened it. */
const data: readonly string[] = [
  ...readsLogs,
  "s3:GetObject",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
];

/** What the role may do that previews pull requests: to look at what deployments look at, but for data, and to read the state. */
export function previewStatements(place: Pick<Place, "stateBucketArn" | "keyArn">): Statement[] {
  return [
    allow(
      deployActions.filter((action) => looks(action) && !data.includes(action)),
      "*",
    ),
    ...stateOfAll(place),
  ];
}

/**
 * What the role may do that compares AWS with the state of every stack: what a preview may, and to read what a refresh reads of the
 * stacks' own data. Only code that is on the branch main takes it.
 */
export function driftStatements(
  stacks: readonly Named[],
  place: Pick<Place, "stateBucketArn" | "keyArn">,
): Statement[] {
  const named = (resource: (stack: Named) => string) => stacks.map(resource);
  return [
    ...previewStatements(place),
    allow(
      ["s3:GetObject"],
      named(({ partition, prefix }) => `arn:${partition}:s3:::${prefix.toLowerCase()}*/*`),
    ),
    allow(
      ["secretsmanager:GetSecretValue"],
      named(({ partition, account, prefix }) => `arn:${partition}:secretsmanager:*:${account}:secret:${prefix}*`),
    ),
    allow(
      ["ssm:GetParameter"],
      named(({ partition, account, prefix }) => `arn:${partition}:ssm:*:${account}:parameter/${prefix}*`),
    ),
  ];
}
