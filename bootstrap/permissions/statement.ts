/** A statement of an identity's policy, all of it known. */
export interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string[];
  readonly NotAction?: string[];
  readonly Resource: string[];
  readonly Condition?: Readonly<Record<string, Record<string, string | string[]>>>;
}

/** Where an environment is, and what the account has for it. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  /** Region of the environment's stack. */
  readonly region: string;
  /** The stack; with a `*` in it every one that is called so. */
  readonly stack: string;
  /** What the names begin with that Pulumi makes up for the stack's resources. */
  readonly prefix: string;
  /** Of the bucket that has the state of every stack of the account. */
  readonly stateBucketArn: string;
  /** Of the key that encrypts what is secret in it. */
  readonly keyArn: string;
  /** Of the policy that bounds the roles of the stack. */
  readonly boundaryArn: string;
}

/** What tells the resources of a stack by their names. */
export type Named = Pick<Place, "partition" | "account" | "prefix">;

/** Where the bootstrap's own roles and policies are in IAM, so that their ARNs tell them from all others. */
export const ownPath = "/web-platform-bootstrap/";

export const allow = (
  actions: readonly string[],
  resources: string | readonly string[],
  condition?: Statement["Condition"],
): Statement => ({
  Effect: "Allow",
  Action: [...new Set(actions)].sort(),
  Resource: [resources].flat(),
  ...(condition && { Condition: condition }),
});
