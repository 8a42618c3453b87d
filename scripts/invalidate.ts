/** `npm run invalidate -- -s <stack> [--all | paths]`: what a deployment does in the end, by hand. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { awsAccess } from "../infra/edge/publishing/aws-access";
import { everyPath, invalidateNow, invalidateStale } from "../infra/edge/publishing/invalidate-stale";
import { readLedger, writeLedger } from "../infra/edge/publishing/ledger";
import { loadSettings, providerSettings } from "../infra/settings";
import { openStack } from "./stack";

const usage = `npm run invalidate -- [-s <stack>] [--all | <path> ...]

Lets CloudFront forget what a stack's viewers may hold in an older state.

  (nothing)   what deployments have published, but not been able to invalidate
  <path>      these paths, URL-encoded, from / on; a * at the end stands for anything: /docs/*
  --all       everything

Not while the stack is being deployed. pulumi and credentials as for \`pulumi up\`.`;

const deployed = z.object({ site: z.object({ bucket: z.string(), distributionId: z.string() }).optional() });

/** @returns what it has to say. */
async function main(args: string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { stack: { type: "string", short: "s" }, all: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) return usage;
  check(positionals, values.all ?? false);

  const { name, outputs } = openStack(values.stack);
  const { site } = deployed.parse(outputs);
  const { edge } = loadSettings();
  if (!site || !edge) throw new Error(`stack ${name} has no site: its edge is disabled, or it has not been deployed`);
  const provider = providerSettings();
  const profile = typeof provider.profile === "string" ? provider.profile : undefined;
  const target = { stack: name, ...site, routing: edge.site.routing, invalidation: edge.invalidation, profile };
  const aws = await awsAccess(provider);
  if (positionals.length > 0) {
    await invalidateNow(aws, target, positionals);
    return `invalidated: ${positionals.join(" ")}`;
  }
  const ledger = await readLedger(aws.s3, target.bucket);
  if (values.all) {
    await invalidateNow(aws, target, everyPath);
    if (ledger) await writeLedger(aws.s3, target.bucket, { ...ledger, stale: [] });
    return "invalidated: everything";
  }
  const paths = ledger ? await invalidateStale(aws, target, ledger) : [];
  return paths.length > 0 ? `invalidated: ${paths.join(" ")}` : "nothing is stale";
}

function check(paths: readonly string[], all: boolean): void {
  const wrong = paths.filter((path) => !/^\/[\x21-\x7e]*$/.test(path) || path.slice(0, -1).includes("*"));
  if (wrong.length > 0) throw new Error(`no path that CloudFront takes: ${wrong.join(" ")}\n\n${usage}`);
  if (all && paths.length > 0) throw new Error(`--all and paths exclude each other\n\n${usage}`);
}

main(process.argv.slice(2)).then(
  (text) => {
    process.stdout.write(`${text}\n`);
  },
  (error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  },
);
