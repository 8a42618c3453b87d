import type {
  PolicyConfigSchema,
  PolicyResource,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";

import type { Metadata } from "./metadata";
import { decide, type Report, reportOn } from "./report";
import { type SeenInputs, Stack } from "./stack";

/** The inputs of a resource as a rule sees them. `A` is the args type of the resource's class. */
export type Inputs<A extends object> = Unwrap<A>;

type JsonSchema = PolicyConfigSchema["properties"][string];

/** What may be set for a rule in a levels file beside its level: each a JSON schema, always with a default. */
export type OptionSchemas<O> = { readonly [K in keyof O]: JsonSchema & { readonly default: O[K] } };

/** What a check of one resource has at hand, beside the inputs. */
export interface ResourceContext<O> extends Report {
  readonly options: O;
  /** Its name, URN, options (`protect`), provider. */
  readonly resource: ResourceValidationArgs;
}

/** What a check of the whole stack has at hand, beside the resources. */
export interface StackContext<O> {
  readonly options: O;
  /** Checks one resource: unknown values leave it undecided, and do not keep the others from being checked. */
  readonly judge: (resource: PolicyResource, check: (report: Report) => void) => void;
}

/** A rule: its metadata, and what it checks. */
export interface RuleDefinition<O extends object> extends Metadata {
  readonly options?: OptionSchemas<O>;
  /**
   * By resource type: judges the inputs of one resource, before it is created or changed. Inputs are simply read: one
   * that a preview cannot know ends the check as undecided, and the update runs it again with the value.
   */
  readonly resources?: Readonly<Record<string, (inputs: never, context: ResourceContext<O>) => void>>;
  /** Judges relations between resources, at the end of a preview and again at the end of the update. */
  readonly stack?: (stack: Stack, context: StackContext<O>) => void;
  /** The types of which the stack check needs the inputs too, because a preview knows more of them: see {@link Stack}. */
  readonly inputsOf?: readonly string[];
}

/** A rule as the engine takes it, with its metadata. */
export type Rule = ResourceValidationPolicy | StackValidationPolicy;

/**
 * Makes a rule of its definition.
 *
 * Guarantees: a violation carries the level set for the rule; what cannot be decided is reported as advisory whatever
 * that level, never passed over; options are complete, defaults filled in.
 */
export function rule<O extends object = object>(definition: RuleDefinition<O>): Rule {
  const { options, seeAlso, resources = {}, stack, inputsOf = [], ...metadata } = definition;
  const inputs: SeenInputs = new Map();
  const types = new Set([...Object.keys(resources), ...inputsOf]);

  const validateResource: ResourceValidation = (args, reportViolation) => {
    if (!types.has(args.type)) return args.notApplicable(`The rule looks at ${[...types].join(", ")}`);
    if (inputsOf.includes(args.type)) inputs.set(args.urn, args.props);
    const report = reportOn(metadata, reportViolation);
    const context = { ...report, options: withDefaults(args.getConfig<O>(), options), resource: args };
    decide(() => resources[args.type]?.(args.props as never, context), report);
  };

  const validateStack: StackValidation = (args, reportViolation) =>
    stack?.(new Stack(args.resources, inputs), {
      options: withDefaults(args.getConfig<O>(), options),
      judge: (resource, check) => {
        const report = reportOn(metadata, reportViolation, resource.urn);
        decide(() => check(report), report);
      },
    });

  return {
    ...metadata,
    tags: [...(seeAlso ?? [])],
    ...(options && { configSchema: { properties: { ...options } } }),
    ...(types.size > 0 && { validateResource }),
    ...(stack && { validateStack }),
  };
}

/** The options set for the rule, those not set at their defaults. */
function withDefaults<O extends object>(set: O, options: OptionSchemas<O> | undefined): O {
  const schemas = Object.entries<JsonSchema>(options ?? {});
  return { ...Object.fromEntries(schemas.map(([name, schema]) => [name, schema.default])), ...set };
}
