import { isForEveryone, isNarrowed, type Statement } from "./policy-document";

/** ACLs that S3 has ready, and that let in everybody, or everybody with an account of AWS. */
const publicAcls: ReadonlySet<string> = new Set(["public-read", "public-read-write", "authenticated-read"]);

export const isPublicAcl = (acl: string): boolean => publicAcls.has(acl.toLowerCase());

/** Whether a grantee's URI is the group of everybody, or of everybody with an account of AWS. */
export const isPublicGroup = (uri: string | undefined): boolean =>
  /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/i.test(uri ?? "");

/** Whether the statement lets strangers in: "The meaning of public" in the S3 user guide. */
export const isPublic = (statement: Statement): boolean =>
  statement.effect === "Allow" && isForEveryone(statement) && !isNarrowed(statement);

/** What a statement allows, as a finding tells it. */
export function actionsOf({ actions, notActions }: Statement): string {
  const known = (list: readonly (string | undefined)[]) => list.map((action) => action ?? "something").join(", ");
  return notActions ? `all but ${known(notActions)}` : known(actions);
}
