import { deployActions, looks } from "./deploy";
import { stateOfAll } from "./state";
import { allow, type Place, type Statement } from "./statement";

/** Of what only looks, what shows data: a pull request runs the code of whoever opened it. */
const data: readonly string[] = [
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
