import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { failureOf } from "../scripts/policy/failure";
import { findingsOf } from "../scripts/policy/findings";
import { apiExample, atPresent, examplePath } from "./api-example";
import type { Checkout } from "./checkout";
import { runTool } from "./engine/run-tool";
import type { StackOutputs } from "./outputs";
import { openSession } from "./session";
import { changeLines, findingLines, outputLines, refusalLines, summaryOf } from "./shown";
import { siteAddress } from "./site-address";
import { type Watched, watched } from "./watched";

const STACK = "dev";

/**
 * Deploys the dev stack on the local AWS, and shows what it has changed, what the policies find, its outputs, and what to try
 * next. The preview is not left out: policies on the whole stack refuse there, before anything is made. Gives the exit code of
 * Pulumi where it fails, with all that went wrong.
 */
export async function start(checkout: Checkout, log: (line: string) => void): Promise<number> {
  const { engine, env, stackFile, awsUrl } = await openSession({
    checkout,
    stack: STACK,
    operation: true,
    change: true,
    create: true,
    log,
  });
  const folder = join(checkout.folder, "start");
  mkdirSync(folder, { recursive: true });
  const pulumi = (doing: string, total: number, ...args: string[]): Promise<Watched> =>
    watched({
      pulumi: engine.pulumi,
      args: [...args, "--stack", STACK],
      folder,
      doing,
      total,
      cwd: checkout.root,
      env: { ...env, PULUMI_OPTION_CONFIG_FILE: stackFile?.file },
    });

  const preview = await pulumi(`Previewing ${STACK}, and asking the policies`, 0, "preview");
  if (preview.code !== 0) return failed(checkout, preview, "Nothing has changed.");
  console.log(changeLines(preview.progress).join("\n"));
  const update = await pulumi(`Updating ${STACK}`, preview.progress.total, "up", "--yes", "--skip-preview");
  if (update.code !== 0) return failed(checkout, update, "What it changed stays; npm start goes on from there.");

  const outputs = await runTool(engine.pulumi, ["stack", "output", "--json", "-s", STACK], {
    cwd: checkout.shadow,
    env,
  });
  const shown = JSON.parse(atPresent(outputs, awsUrl)) as StackOutputs & Record<string, unknown>;
  const changed = summaryOf(update.progress);
  const sections = [
    changed
      ? [`The ${STACK} stack is deployed: ${changed}.`]
      : ["Nothing has changed: the stack was already as the program says."],
    [...new Set(update.progress.messages)],
    findingLines(findingsOf(update.log), STACK),
    ["Outputs:", ...outputLines(shown)],
    ...addresses(shown, awsUrl),
    NEXT,
  ];
  console.log(
    sections
      .filter((lines) => lines.length > 0)
      .map((lines) => `\n${lines.join("\n")}`)
      .join("\n"),
  );
  return 0;
}

/** Tells all that went wrong, and gives the exit code. */
async function failed({ root }: Checkout, operation: Watched, left: string): Promise<number> {
  const refusals = findingsOf(operation.log).filter(({ level }) => level === "mandatory");
  const errors = failureOf(operation, root);
  const isRefused = refusals.length > 0;
  // Here and not above: the rules need not be read where they refuse nothing.
  const { rules } = await import("../policies/rules/index.js");
  const lines = [
    ...(isRefused ? refusalLines(refusals, rules) : []),
    ...(isRefused && /^(preview|update) failed$/.test(errors) ? [] : [errors]),
    `${STACK} is not deployed. ${left} Pulumi's own words: ${relative(root, operation.file)}`,
  ];
  console.error(lines.join("\n"));
  return operation.code;
}

/** What answers on this machine, and where. */
function addresses(outputs: StackOutputs, awsUrl: string): string[][] {
  const site = siteAddress(outputs, awsUrl);
  const path = examplePath(outputs);
  const api = apiExample(outputs, awsUrl);
  return [
    ...(site
      ? [[`The site opens in a browser on this machine${path ? `; its API is at ${path}` : ""}:`, `  ${site}`]]
      : []),
    ...(api ? [["The API answers on this machine:", `  ${api}`]] : []),
  ];
}

const NEXT = [
  "What to try next:",
  "  npm run sandbox -- preview -s prod           what production would be",
  "  edit Pulumi.dev.yaml, then npm start again   how settings change the stack",
  "  npm run sandbox -- destroy -s dev --yes      take it all down",
];
