/** One shift of an alias, from the version that it names to another. */
export interface Shift {
  readonly functionName: string;
  readonly alias: string;
  readonly from: string;
  readonly to: string;
}

/** The name of the one resource of an AppSpec; it means nothing beyond it. */
const resource = "function";

/**
 * What CodeDeploy is told to do ("AppSpec 'resources' section (AWS Lambda deployments only)", CodeDeploy User Guide). Its version is
 * 0.0 to the letter, which JSON.stringify does not write.
 */
export function appSpec({ functionName, alias, from, to }: Shift): string {
  const Properties = { Name: functionName, Alias: alias, CurrentVersion: from, TargetVersion: to };
  return `{"version":0.0,"Resources":${JSON.stringify([{ [resource]: { Type: "AWS::Lambda::Function", Properties } }])}}`;
}

/**
 * What is said of a deployment: CodeDeploy shows the digest of an AppSpec, and not what is in it.
 *
 * @param token tells it from others of the same version.
 */
export const description = ({ functionName, to }: Shift, token: string): string =>
  `Version ${to} of ${functionName} (${token})`;

/** The version that a deployment leads to, by what is said of it; nothing where somebody else made it. */
export const targetOf = (text: string | undefined): string | undefined => /^Version (\d+) of /.exec(text ?? "")?.[1];
