import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { rules } from "../../policies/rules";
import { eventsOf } from "../../scripts/policy/events";
import { findingsOf } from "../../scripts/policy/findings";
import { preview } from "../../scripts/policy/preview";
import { Platform } from "../engine/platform";
import type { Policy, Verdicts } from "./comparison";
import type { Edition } from "./page";

const root = join(__dirname, "../..");
const pack = join(__dirname, "pack");

/**
 * Installs AwsGuard as its lock file has it. It is no dependency of the repository: with it come another @pulumi/aws and all
 * of the AWS SDK 2, 250 MB that nobody needs who deploys or tests the platform.
 */
export function installAwsGuard(): void {
  execFileSync("npm", ["ci", "--prefer-offline", "--loglevel=error"], { cwd: pack, stdio: ["ignore", 2, 2] });
}

/** What both packs say of the stack that breaks every rule, each in a preview of its own: both change nothing, and refuse nothing. */
export async function verdicts(): Promise<Verdicts> {
  const platform = new Platform();
  platform.replaceProgram(readFileSync(join(root, "tests/engine/bad-stack.ts"), "utf8"));
  platform.write("levels.json", JSON.stringify({ all: "advisory" }));
  const eventsWith = (...flags: string[]): string => {
    const { log, isAccepted, stdout, stderr } = preview("prod", { folder: platform.folder, flags });
    if (!isAccepted) throw new Error(`the preview with ${flags.join(" ")} fails:\n${stdout}${stderr}`);
    return log;
  };
  try {
    const ours = eventsWith("--policy-pack", "policies", "--policy-pack-config", "levels.json");
    const theirs = eventsWith("--policy-pack", pack);
    return { ours: findingsOf(ours), theirs: findingsOf(theirs), policies: policies(), types: typesIn(ours) };
  } finally {
    await platform.remove();
  }
}

/** What is compared, as it is installed. */
export function edition(date: string): Edition {
  return {
    date,
    rules: rules.length,
    versions: {
      policy: version(root, "@pulumi/policy"),
      aws: version(root, "@pulumi/aws"),
      awsguard: version(pack, "@pulumi/awsguard"),
      awsOfAwsguard: version(pack, "@pulumi/aws"),
    },
  };
}

function policies(): Policy[] {
  const printed = execFileSync(process.execPath, ["policies.cjs"], {
    cwd: pack,
    encoding: "utf8",
    // What AWS says of the end of its SDK 2 is no news here.
    stdio: ["ignore", "pipe", "ignore"],
  });
  return z
    .array(z.object({ name: z.string(), types: z.array(z.string()) }))
    .parse(JSON.parse(printed))
    .map((policy) => ({ ...policy, isOutdated: !policy.types.some(isInSdk) }));
}

/** Whether the SDK that the stack is made of has a type: the class of `aws:kms/key:Key` is in kms/key.js. */
const isInSdk = (type: string): boolean =>
  existsSync(join(root, "node_modules/@pulumi/aws", `${type.split(":")[1] ?? ""}.js`));

const event = z.object({ resourcePreEvent: z.object({ metadata: z.object({ type: z.string() }) }).optional() });

/** The types of the resources in a log of the engine's events. */
function typesIn(eventLog: string): Set<string> {
  const events = eventsOf(eventLog, /"resourcePreEvent"/, event);
  return new Set(events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.type ?? []));
}

function version(folder: string, name: string): string {
  const text = readFileSync(join(folder, "node_modules", name, "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version.replace(/^v/, "");
}
