import type { ArgsOf, Kind } from "./kinds";

/** Which planned resource: no two in a plan share both kind and name. */
export interface Identity<K extends Kind = Kind> {
  readonly kind: K;
  readonly name: string;
}

/** Only the identity of what may be a whole planned resource, so that a plan stays a flat list. */
function identityOf<K extends Kind>({ kind, name }: Identity<K>): Identity<K> {
  return { kind, name };
}

function asItIs(value: string): string {
  return value;
}

/** Stands, among the inputs of a planned resource, for an output of one planned before it. */
export class Reference {
  readonly to: Identity;

  constructor(
    to: Identity,
    readonly output: "id" | "allocationId" | "cidrBlock" | "ipv6CidrBlock",
    /** Makes the input of the output, once that is known; as it is by default. */
    readonly through: (value: string) => string = asItIs,
  ) {
    this.to = identityOf(to);
  }
}

type WithReferences<T> = { readonly [P in keyof T]: T[P] | Reference | readonly Reference[] };

/** A resource to declare. Its `parent` comes earlier in the plan; undefined means the component itself. */
export interface Planned<K extends Kind = Kind> extends Identity<K> {
  readonly parent: Identity | undefined;
  readonly inputs: WithReferences<ArgsOf<K>>;
}

/** Writes down one resource, its inputs checked against the class of its kind. */
export function planned<K extends Kind>(
  kind: K,
  name: string,
  parent: Identity | undefined,
  inputs: WithReferences<ArgsOf<K>>,
): Planned<K> {
  return { kind, name, parent: parent && identityOf(parent), inputs };
}

export const idOf = (to: Identity): Reference => new Reference(to, "id");
