import { versionOf } from "./configuration";
import type { Refresh } from "./group";
import type { Event, Ringing } from "./signs";

/** Why a version did not come out, as far as AWS tells. */
export interface Evidence {
  readonly reason: string;
  readonly alarms: readonly Ringing[];
  readonly events: readonly Event[];
  /** Last lines of what one instance of the version has said, by log stream. */
  readonly log: Readonly<Record<string, readonly string[]>>;
  readonly logGroup: string;
}

/** What has become of the version before. */
export type Aftermath =
  | { readonly kind: "back"; readonly version: string }
  | { readonly kind: "nothing before" }
  | { readonly kind: "not back"; readonly version: string; readonly reason: string; readonly group: string };

/** How far a refresh is. */
export function progressText({ status, percent, left, to }: Refresh): string {
  const version = `instances: version ${versionOf(to)}`;
  if (status === "Baking") return `${version} runs everywhere, and its alarms are watched`;
  if (status === "RollbackInProgress") return `${version} is taken back by AWS`;
  return `${version}: ${percent} % out, ${left} to replace`;
}

/** Events that are told in a message: more of them tell the same. */
const told = 4;

export function failureText(version: string, evidence: Evidence, after: Aftermath): string {
  const { reason, alarms, events, log, logGroup } = evidence;
  return [
    `instances: version ${version} of the launch template did not come out: ${reason}`,
    ...alarms.map(({ name, reason: why }) => `The alarm ${name} is on: ${why}`),
    ...events.slice(0, told).map(({ text }) => `Auto Scaling: ${text}`),
    ...(events.length > told ? [`and ${events.length - told} more of its activities like these`] : []),
    ...Object.entries(log).flatMap(([stream, lines]) => [
      `The last lines of ${stream} in the log group ${logGroup}:`,
      ...(lines.length > 0 ? lines : ["(nothing was logged)"]).map((line) => `  ${line}`),
    ]),
    aftermathText(after),
  ].join("\n");
}

function aftermathText(after: Aftermath): string {
  switch (after.kind) {
    case "back":
      return `The instances are back on version ${after.version}.`;
    case "nothing before":
      return "There is no earlier version that was healthy to go back to. The next `pulumi up`, with a good one, repairs it.";
    case "not back":
      return (
        `They could not be brought back to version ${after.version}: ${after.reason}. Those that are left of it still ` +
        `serve, and the group ${after.group} launches that version. The next \`pulumi up\` of a good commit goes on from ` +
        "here; what the group does meanwhile: aws autoscaling describe-scaling-activities " +
        `--auto-scaling-group-name ${after.group}`
      );
  }
}
