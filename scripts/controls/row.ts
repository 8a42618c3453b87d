/** The inputs of a previewed resource, as a program states them. What only the update knows is {@link UNKNOWN}. */
export type Inputs = Readonly<Record<string, unknown>>;

/** How the engine writes a value that a preview does not know. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** All resources of a previewed stack. */
export interface Previewed {
  /** The inputs of each resource of a type, such as `aws:s3/bucket:Bucket`. */
  readonly of: (type: string) => readonly Inputs[];
}

/** Whether a resource obeys a control. */
export type Check = (resource: Inputs, stack: Previewed) => boolean;

/** What holds in both environments, or in those named. */
export type ByEnvironment = string | { readonly prod?: string; readonly dev?: string };

/**
 * What is known of a control beside what the policy pack says of it. Who judges it: a `check`, where there is one; else the
 * rules that name it, and those of `by`; else a person, in `met`, `unmet` or `outside`. Checks and rules are held to the
 * previews of both stacks by tests/engine/controls.test.ts, so that no row outlives what it says.
 */
export interface Row {
  /**
   * Types of the resources that the control is about, or that AWS makes what it is about from. A stack that has none of
   * them has nothing to judge.
   */
  readonly of?: readonly string[];
  /** Rules of the pack that ask the same, and do not name the control. */
  readonly by?: readonly string[];
  readonly check?: Check;
  /** Why it is met, where neither a rule nor a check tells. */
  readonly met?: string;
  /** Why it is not met, and what stands instead. */
  readonly unmet?: ByEnvironment;
  /** Why there is nothing to judge, also where there are such resources. A `check` has to pass for it. */
  readonly nothing?: string;
  /** Who decides it, where no stack does. */
  readonly outside?: string;
  /** The same demand in other rule sets, where no rule tells: `Checkov CKV_AWS_310`. */
  readonly seeAlso?: readonly string[];
}

/** By control. */
export type Rows = Readonly<Record<string, Row>>;
