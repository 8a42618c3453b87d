import assert from "node:assert/strict";

import type { EnforcementLevel, PolicyResource, ReportViolation, ResourceValidation } from "@pulumi/policy";

import type { Rule } from "../frame/rule";
import { type LevelledFinding, unknownCheckingProxy } from "../frame/sdk";
import { type Fixture, previewed, updated, urnOf, type View } from "./fixtures";

/** What a rule said: at which level, about the resource of which name. */
export interface Finding {
  readonly level: EnforcementLevel | undefined;
  readonly at: string;
  readonly message: string;
}

/** What the rule finds in a preview that creates the resources: nothing that AWS assigns is known. */
export function preview(rule: Rule, resources: readonly Fixture[], options: object = {}): Finding[] {
  return run(rule, resources.map(previewed), options);
}

/** What the rule finds in the update that creates the resources: everything is known. */
export function update(rule: Rule, resources: readonly Fixture[], options: object = {}): Finding[] {
  return run(rule, resources.map(updated), options);
}

/** What the rule finds in a preview, which must be what it finds in the update. */
export function always(rule: Rule, resources: readonly Fixture[], options: object = {}): Finding[] {
  const found = preview(rule, resources, options);
  assert.deepEqual(update(rule, resources, options), found, "the update finds something else than the preview");
  return found;
}

/** Demands that the rule refuses the stack, in the preview and at the update, by one mandatory finding that has these words. */
export function assertRefused(rule: Rule, resources: readonly Fixture[], words: string): void {
  const [found, ...more] = always(rule, resources);
  assert.deepEqual(more, []);
  assert.equal(found?.level, "mandatory");
  assert.ok(found.message.includes(words), found.message);
}

/** Findings as `level resource`, for cases where only that matters. */
export const brief = (findings: readonly Finding[]) => findings.map(({ level, at }) => `${String(level)} ${at}`);

/** As the engine runs a pack: each resource's inputs on their own, then the outputs of all of them together. */
function run(rule: Rule, views: readonly View[], options: object): Finding[] {
  const findings: Finding[] = [];
  const shared = {
    stackTags: new Map<string, string>(),
    getConfig: () => options as never,
    notApplicable: (): never => {
      throw new NotApplicable();
    },
  };
  if ("validateResource" in rule) {
    const validate = rule.validateResource as ResourceValidation;
    for (const { fixture, inputs } of views) {
      const args = { ...policyResource(fixture, inputs), ...shared, asType: () => undefined };
      unlessNotApplicable(() => validate(args, recorder(rule, findings, args.urn)));
    }
  }
  if ("validateStack" in rule) {
    const args = { ...shared, resources: linked(views) };
    unlessNotApplicable(() => rule.validateStack(args, recorder(rule, findings)));
  }
  return findings;
}

/** Records as `@pulumi/policy` does; `pack.spec.ts` holds the real one to the same. */
function recorder(rule: Rule, findings: Finding[], defaultUrn = ""): ReportViolation {
  return (reported: string | LevelledFinding, urn?: string) => {
    const finding =
      typeof reported === "string"
        ? { message: `${rule.description}\n${reported}`, enforcementLevel: refusalOf(rule), urn }
        : reported;
    const at = (finding.urn ?? defaultUrn).split("::").at(-1) ?? "";
    findings.push({ level: finding.enforcementLevel, at, message: finding.message });
  };
}

/** The level of a rule's violations: what a remedy did not mend is refused. */
export const refusalOf = ({ enforcementLevel }: Rule): EnforcementLevel | undefined =>
  enforcementLevel === "remediate" ? "mandatory" : enforcementLevel;

/** The inputs of the resource after the rule's remedy in a preview, as far as they are known; undefined without one. */
export function remedied(rule: Rule, fixture: Fixture): object | undefined {
  const { inputs } = previewed(fixture);
  const props = unknownCheckingProxy({ ...inputs });
  return rule.remediateResource?.({ ...policyResource(fixture, {}), props } as never) as object | undefined;
}

class NotApplicable extends Error {}

function unlessNotApplicable(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof NotApplicable)) throw error;
  }
}

/** The stack as stack checks see it: outputs, parents and dependencies. */
function linked(views: readonly View[]): PolicyResource[] {
  const resources = new Map(views.map(({ fixture, outputs }) => [urnOf(fixture), policyResource(fixture, outputs)]));
  for (const { fixture, dependencies } of views) {
    const resource = resources.get(urnOf(fixture));
    if (resource === undefined) continue;
    const parent = fixture.parent && resources.get(urnOf(fixture.parent));
    if (parent) resource.parent = parent;
    for (const [property, targets] of Object.entries(dependencies)) {
      resource.propertyDependencies[property] = targets.flatMap((target) => resources.get(urnOf(target)) ?? []);
    }
  }
  return [...resources.values()];
}

function policyResource(fixture: Fixture, properties: object): PolicyResource {
  return {
    type: fixture.type,
    name: fixture.name,
    urn: urnOf(fixture),
    props: unknownCheckingProxy(properties),
    ...(fixture.provider && { provider: providerOf(fixture.provider) }),
    opts: {
      protect: fixture.protect ?? false,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    },
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
  };
}

const providerOf = (inputs: object): NonNullable<PolicyResource["provider"]> => ({
  type: "pulumi:providers:aws",
  name: "default",
  urn: "urn:pulumi:stack::project::pulumi:providers:aws::default",
  props: unknownCheckingProxy({ ...inputs }),
});
