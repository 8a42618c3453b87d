import type {
  PolicyConfigSchema,
  PolicyResource,
  ReportViolation,
  ResourceRemediation,
  ResourceValidation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidation,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";

import { type Exception, Exceptions, exceptionsSchema } from "./exceptions";
import type { Metadata } from "./metadata";
import { decide, type Report, reportOn } from "./report";
import { type SeenInputs, Stack } from "./stack";
import { currentType } from "./types";
import { ifKnown } from "./unknown";

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
  /**
   * By resource type: the inputs to set so that the rule is obeyed, where that is safe: it changes nothing that works,
   * replaces nothing and costs nothing. Done at the level `remediate` only, and told by the engine. An unknown input that
   * is read leaves the resource as it is.
   */
  readonly remedies?: Readonly<Record<string, (inputs: never) => object | undefined>>;
  /** Judges relations between resources, at the end of a preview and again at the end of the update. */
  readonly stack?: (stack: Stack, context: StackContext<O>) => void;
  /** The types of which the stack check needs the inputs too, because a preview knows more of them: see {@link Stack}. */
  readonly inputsOf?: readonly string[];
}

/** A rule as the engine takes it, with its metadata. */
export type Rule = ResourceValidationPolicy & StackValidationPolicy;

/** A levels file's settings for a rule, its level aside. */
type Config<O> = O & { readonly exceptions?: readonly Exception[] };

/**
 * Makes a rule of its definition.
 *
 * Guarantees: a violation carries the level set for the rule, unless an exception covers it; what cannot be decided is
 * reported as advisory whatever that level, never passed over; options are complete, defaults filled in. An option that
 * the rule does not have is a violation, and so is an exception that is over, or that nothing needs.
 */
export function rule<O extends object = object>(definition: RuleDefinition<O>): Rule {
  const { options, seeAlso, resources = {}, remedies, stack, inputsOf = [], ...metadata } = definition;
  const inputs: SeenInputs = new Map();
  const types = new Set([...Object.keys(resources), ...inputsOf]);
  const exceptions = new Exceptions();

  const reporter = (config: Config<O>, report: ReportViolation) => (urn: string) =>
    reportOn(metadata, report, urn, (at) => exceptions.for(at, config.exceptions ?? []));

  const validateResource: ResourceValidation = (args, reportViolation) => {
    const type = currentType(args.type);
    if (!types.has(type)) return args.notApplicable(`The rule looks at ${[...types].join(", ")}`);
    if (inputsOf.includes(type)) inputs.set(args.urn, args.props);
    const config = args.getConfig<Config<O>>();
    const report = reporter(config, reportViolation)(args.urn);
    const context = { ...report, options: withDefaults(config, options), resource: args };
    decide(() => resources[type]?.(args.props as never, context), report);
  };

  const validateStack: StackValidation = (args, reportViolation) => {
    const config = args.getConfig<Config<O>>();
    const reportAt = reporter(config, reportViolation);
    stack?.(new Stack(args.resources, inputs), {
      options: withDefaults(config, options),
      judge: (resource, check) => {
        const report = reportAt(resource.urn);
        decide(() => check(report), report);
      },
    });
    const known = ["exceptions", ...Object.keys(options ?? {})];
    const strange = Object.keys(config).filter((key) => !known.includes(key));
    const flaws = [
      ...strange.map((key) => `the option ${key} is none of the rule's`),
      ...exceptions.flaws(config.exceptions ?? []),
    ];
    for (const flaw of flaws) {
      reportViolation(`Found: ${flaw}.\nRemedy: take it out of the levels file, or decide on it anew.`);
    }
  };

  const remediateResource: ResourceRemediation = (args) => {
    const change = ifKnown(() => remedies?.[currentType(args.type)]?.(args.props as never));
    // A copy would read, and so fail at, what is unknown.
    return change && Object.assign(args.props, change);
  };

  return {
    ...metadata,
    tags: [...(seeAlso ?? [])],
    configSchema: { properties: { ...options, exceptions: exceptionsSchema } },
    ...(types.size > 0 && { validateResource }),
    ...(remedies && { remediateResource }),
    validateStack,
  };
}

/** The options set for the rule, those not set at their defaults. */
function withDefaults<O extends object>(set: O, options: OptionSchemas<O> | undefined): O {
  const schemas = Object.entries<JsonSchema>(options ?? {});
  return { ...Object.fromEntries(schemas.map(([name, schema]) => [name, schema.default])), ...set };
}
