import { createHash } from "node:crypto";
import { rules } from "../../policies/rules";
import type { Finding } from "./findings";

/** What code scanning makes of a severity: a number (GitHub, "SARIF support for code scanning"). */
const severities: Readonly<Record<string, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0" };

/**
 * Findings as SARIF 2.1.0 (OASIS), for tools that show them beside code. A resource has no line in a file, so all are at the
 * stack's settings, and the URN tells which is meant.
 */
export function sarifOf(stack: string, findings: readonly Finding[]): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "web-platform policies",
            rules: rules.map(({ name, description, url, remediationSteps, severity, framework, tags }) => ({
              id: name,
              shortDescription: { text: description },
              helpUri: url,
              help: { text: remediationSteps },
              properties: {
                tags: ["security", framework?.reference, ...(tags ?? [])],
                "security-severity": severities[severity ?? "medium"],
              },
            })),
          },
        },
        automationDetails: { id: `policies/${stack}/` },
        results: findings.map((finding) => result(stack, finding)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(stack: string, { rule, level, urn, type, name, words, isUndecided }: Finding) {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex((candidate) => candidate.name === rule),
    level: level === "mandatory" ? "error" : isUndecided ? "note" : "warning",
    message: { text: `${name} (${type}): ${words}${isUndecided ? ", which only the update can tell" : ""}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: `Pulumi.${stack}.yaml` }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    // So that a finding stays the same one from run to run.
    partialFingerprints: { "ruleAndUrn/v1": createHash("sha256").update(`${rule} ${urn}`).digest("hex") },
  };
}
