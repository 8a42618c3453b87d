import { createHash } from "node:crypto";
import { rules } from "../../policies/rules";
import type { Rule } from "../../policies/frame/rule";
import type { Finding } from "./findings";
import type { Place } from "./positions";

/** What code scanning makes of a severity: a number (GitHub, "SARIF support for code scanning"). */
const severities: Readonly<Record<string, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0" };

/** Where a finding comes from, the place to mend first. */
export type Places = (finding: Finding) => readonly Place[];

/**
 * Findings as SARIF 2.1.0 (OASIS), for tools that show them beside code. GitHub shows a result at the first of its locations; the
 * others, such as where the component is used, are related ones. What comes from no line is at the first of the stack's settings.
 */
export function sarifOf(stack: string, findings: readonly Finding[], places: Places): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "web-platform policies", rules: rules.map(ruleOf) } },
        automationDetails: { id: `policies/${stack}/` },
        results: findings.map((finding) => result(stack, finding, places(finding))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ name, description, url = "", remediationSteps = "", severity, framework, tags = [] }: Rule) {
  const controls = [framework?.reference, ...tags].filter((control) => control !== undefined).join(", ");
  return {
    id: name,
    shortDescription: { text: description },
    fullDescription: { text: `${description} Demanded by ${controls}.` },
    helpUri: url,
    help: {
      text: `Remedy: ${remediationSteps} Controls: ${controls}. ${url}`,
      markdown: `**Remedy**: ${remediationSteps}\n\n**Controls**: [${controls}](${url})`,
    },
    properties: {
      tags: ["security", framework?.reference, ...tags],
      "security-severity": severities[severity ?? "medium"],
    },
  };
}

function result(
  stack: string,
  { rule, level, urn, type, name, words, isUndecided }: Finding,
  places: readonly Place[],
) {
  const [first = { file: `Pulumi.${stack}.yaml`, line: 1, column: 1 }, ...others] = places;
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex((candidate) => candidate.name === rule),
    level: level === "mandatory" ? "error" : isUndecided ? "note" : "warning",
    message: { text: `${name} (${type}): ${words}${isUndecided ? ", which only the update can tell" : ""}` },
    locations: [
      {
        physicalLocation: physical(first),
        logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }],
      },
    ],
    relatedLocations: others.map((place, index) => ({
      id: index + 1,
      physicalLocation: physical(place),
      message: { text: "what declares it" },
    })),
    // So that a finding stays the same one from run to run.
    partialFingerprints: { "ruleAndUrn/v1": createHash("sha256").update(`${rule} ${urn}`).digest("hex") },
  };
}

const physical = ({ file, line, column }: Place) => ({
  artifactLocation: { uri: file },
  region: { startLine: line, startColumn: column },
});
