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
import { type Metadata, remedyInFull } from "./metadata";
import { hasUnknownDocument } from "./documents";
import { withoutNulls } from "./inputs";
import { cannotJudge, decide, type Report, reportOn } from "./report";
import { type SeenInputs, Stack } from "./stack";
import { appliesTo } from "./sdk";
import { currentType, hasOneName } from "./types";
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
   * By resource type ({@link ANY_TYPE}: those not named): judges the inputs of one resource, before it is created or changed.
   * Inputs are simply read: one that a preview cannot know ends the check as undecided, and the update runs it again with the
   * value. What is null is left out.
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

/** In the place of a type: every type that the rule does not name. */
export const ANY_TYPE = "*";

/** A rule as the engine takes it, with its metadata. */
export type Rule = ResourceValidationPolicy &
  StackValidationPolicy & { readonly settings?: Metadata["settings"] | undefined };

type Properties = Readonly<Record<string, unknown>>;
type Judge = (props: Properties, report: Report) => void;

/** A levels file's settings for a rule, its level aside. */
type Config<O> = O & { readonly exceptions?: readonly Exception[] };

/**
 * Makes a rule of its definition.
 *
 * Guarantees: a violation carries the level set for the rule, unless an exception covers it; what cannot be decided is
 * reported as advisory whatever that level, never passed over; a check that fails is a violation, and keeps no other from
 * being made; a policy's document that a preview does not know is judged by what its component tells of it, see
 * {@link withDocuments}; options are complete, defaults filled in. An option that
 * the rule does not have is a violation, and so is an exception that is over, or that nothing needs.
 */
export function rule<O extends object = object>(definition: RuleDefinition<O>): Rule {
  const { options, seeAlso, resources = {}, remedies, stack, inputsOf = [], ...stated } = definition;
  const metadata = { ...stated, remediationSteps: remedyInFull(stated) };
  const inputs: SeenInputs = new Map();
  const types = new Set([...Object.keys(resources), ...inputsOf]);
  const exceptions = new Exceptions();
  const postponed = new Map<string, { readonly props: Properties; readonly judge: Judge }>();

  const reporter = (config: Config<O>, report: ReportViolation) => (urn: string) =>
    reportOn(metadata, report, urn, (at) => exceptions.for(at, config.exceptions ?? []));

  const validateResource: ResourceValidation = (args, reportViolation) => {
    const type = currentType(args.type);
    const check = resources[type] ?? resources[ANY_TYPE];
    const isSeen = inputsOf.includes(type) || inputsOf.includes(ANY_TYPE);
    if (!check && !isSeen) return withoutTrace(() => args.notApplicable("of a type that the rule does not look at"));
    const props = withoutNulls(args.props);
    if (isSeen) inputs.set(args.urn, props);
    const config = args.getConfig<Config<O>>();
    const report = reporter(config, reportViolation)(args.urn);
    const judge: Judge = (seen, to) =>
      check?.(seen as never, {
        ...to,
        options: withDefaults(config, options),
        resource: { ...args, props: seen },
      });
    if (hasUnknownDocument(props)) postponed.set(args.urn, { props, judge });
    else decide(() => judge(props, report), report);
  };

  const [only, ...others] = types;
  if (only !== undefined && others.length === 0 && hasOneName(only)) appliesTo(only, validateResource);

  const validateStack: StackValidation = (args, reportViolation) => {
    const config = args.getConfig<Config<O>>();
    const reportAt = reporter(config, reportViolation);
    const resources = new Stack(args.resources, inputs);
    for (const [urn, { props, judge }] of postponed) {
      const report = reportAt(urn);
      decide(() => judge(resources.withDocuments(urn, props), report), report);
    }
    postponed.clear();
    try {
      stack?.(resources, {
        options: withDefaults(config, options),
        judge: (resource, check) => {
          const report = reportAt(resource.urn);
          decide(() => check(report), report);
        },
      });
    } catch (error) {
      reportViolation(`Found: the stack: ${cannotJudge(error)}.\nRemedy: ${metadata.remediationSteps}`);
    }
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

  /** A remedy that fails leaves the resource to the check. */
  const remedyOf = ({ type, props }: Pick<ResourceValidationArgs, "type" | "props">): object | undefined => {
    try {
      return ifKnown(() => remedies?.[currentType(type)]?.(withoutNulls(props) as never));
    } catch {
      return undefined;
    }
  };

  const remediateResource: ResourceRemediation = (args) => {
    const change = remedyOf(args);
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

/** The SDK says by an error that a rule looks at other types, a hundred times a resource: without its trace that costs little. */
function withoutTrace(act: () => never): never {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return act();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The options set for the rule, those not set at their defaults. */
function withDefaults<O extends object>(set: O, options: OptionSchemas<O> | undefined): O {
  const schemas = Object.entries<JsonSchema>(options ?? {});
  return { ...Object.fromEntries(schemas.map(([name, schema]) => [name, schema.default])), ...set };
}
