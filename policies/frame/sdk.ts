import { createRequire } from "node:module";
import * as policy from "@pulumi/policy";
import type { EnforcementLevel, ReportViolation, ResourceValidation } from "@pulumi/policy";

/**
 * What `@pulumi/policy` 1.21.0 does at run time but does not declare, in one place; `pack.spec.ts` holds it to this over
 * the engine's own protocol, so that an upgrade that changes it does not pass unseen.
 */
interface Undeclared {
  /** Thrown by a property that a preview cannot know. Exported, but its declaration is stripped from the package. */
  readonly UnknownValueError: new (...args: never[]) => Error & {
    /** The path of the unknown property. */
    readonly props: readonly PropertyKey[];
  };
  /** Wraps properties as the pack's server does: touching an unknown one throws. Stripped likewise. */
  readonly unknownCheckingProxy: <T extends object>(properties: T) => T;
}

export const { UnknownValueError, unknownCheckingProxy } = policy as unknown as Undeclared;

/** A finding that carries its own level. */
export interface LevelledFinding {
  readonly message: string;
  readonly enforcementLevel: EnforcementLevel;
  /** The resource that the finding is about. Left out in a resource check, where the engine knows it. */
  readonly urn?: string;
}

/** `reportViolation` takes a finding with a level of its own; its declaration knows only strings. */
export function reportAtLevel(report: ReportViolation, finding: LevelledFinding): void {
  (report as unknown as (finding: LevelledFinding) => void)(finding);
}

/**
 * Says, as the SDK's `validateResourceOfType` does, that a check is about one type: the SDK then passes over all others before it
 * reads a resource, and tells the engine so. A check of several types has to do that itself, by an error.
 */
export function appliesTo(type: string, check: ResourceValidation): void {
  Object.assign(check, { __pulumiType: type });
}

interface Deserialization {
  deserializeProperties: (properties: object, proxySecrets: boolean) => object;
}

/**
 * Has the SDK read a resource's properties once, and not once a rule: it reads them anew for each of a hundred rules, which takes
 * most of the pack's time. Rules share what they read, and change none of it. What remedies are given stays their own.
 */
export function shareProperties(): void {
  const sdk = createRequire(__filename)("@pulumi/policy/deserialize") as Deserialization;
  const { deserializeProperties } = sdk;
  const read = new WeakMap<object, object>();
  sdk.deserializeProperties = (properties, proxySecrets) => {
    if (proxySecrets) return deserializeProperties(properties, proxySecrets);
    const known = read.get(properties) ?? deserializeProperties(properties, proxySecrets);
    read.set(properties, known);
    return known;
  };
}
