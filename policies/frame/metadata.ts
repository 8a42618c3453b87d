import type { EnforcementLevel, PolicyComplianceFramework, Severity } from "@pulumi/policy";

/** What a rule is called, why it is there, how bad a violation is, and how to mend it: stated once, used everywhere. */
export interface Metadata {
  /** Kebab case; the name of the rule's file, and its key in the levels files. */
  readonly name: string;
  /** One sentence: what a stack that obeys the rule is like. First line of every finding. */
  readonly description: string;
  /** The level where a levels file says nothing. */
  readonly enforcementLevel: EnforcementLevel;
  readonly severity: Severity;
  readonly framework: PolicyComplianceFramework;
  /** The same demand in other rule sets, such as `cdk-nag RDS3`. */
  readonly seeAlso?: readonly string[];
  /** One short sentence: what to change. Last line of every violation. */
  readonly remediationSteps: string;
  /**
   * The settings of the platform, by path below its namespace, that decide whether a stack obeys, and what they have to be. The remedy
   * names them too.
   */
  readonly settings?: Readonly<Record<string, string>>;
  readonly url: string;
}

/** What to change, also in a stack file. */
export function remedyInFull({ remediationSteps, settings }: Pick<Metadata, "remediationSteps" | "settings">): string {
  const stated = Object.entries(settings ?? {}).map(([setting, value]) => `${setting}: ${value}`);
  if (stated.length === 0) return remediationSteps;
  return `${remediationSteps.replace(/\.$/, "")}; in a stack file of the platform: ${stated.join(", ")}.`;
}

/** Controls of the AWS Foundational Security Best Practices standard in Security Hub, such as `RDS.5`. */
export function fsbp(...controls: readonly string[]): PolicyComplianceFramework {
  return {
    name: "AWS Foundational Security Best Practices",
    version: "1.0.0",
    reference: controls.map((control) => `FSBP ${control}`).join(", "),
    specification: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
  };
}

/** Best practices of the AWS Well-Architected Framework, such as `REL10-BP01`. It is versioned by date of publication. */
export function wellArchitected(...practices: readonly string[]): PolicyComplianceFramework {
  return {
    name: "AWS Well-Architected Framework",
    version: "latest",
    reference: practices.map((practice) => `WA ${practice}`).join(", "),
    specification: "https://docs.aws.amazon.com/wellarchitected/latest/framework/welcome.html",
  };
}
