/** `npm run invalidate -- -s <stack> [--all | paths]`: what a deployment does in the end, by hand. */
import { z } from "zod";
import { everyPath, invalidateNow, invalidateStale } from "../infra/edge/publishing/invalidate-stale";
import { readLedger, writeLedger } from "../infra/edge/publishing/ledger";
import { siteAccess } from "../infra/edge/publishing/site-access";
import { awsAccess } from "../infra/release/aws-access";
import { loadSettings, providerSettings } from "../infra/settings";
import { Mistake } from "./mistake";
import { openStack } from "./stack";

const deployed = z.object({ site: z.object({ bucket: z.string(), distributionId: z.string() }).optional() });

/** Says what it has done. */
export async function run(options: Options, paths: readonly string[]): Promise<number> {
  console.log(await invalidate(options, paths));
  return 0;
}

interface Options {
  readonly stack?: string;
  readonly all?: boolean;
}

async function invalidate({ stack, all = false }: Options, paths: readonly string[]): Promise<string> {
  const { name, outputs } = openStack(stack);
  const { site } = deployed.parse(outputs);
  const { edge } = loadSettings();
  if (!site || !edge) throw new Mistake(`stack ${name} has no site: its edge is disabled, or it has not been deployed`);
  const provider = providerSettings();
  const profile = typeof provider.profile === "string" ? provider.profile : undefined;
  const target = { stack: name, ...site, routing: edge.site.routing, invalidation: edge.invalidation, profile };
  const aws = await siteAccess(await awsAccess(provider));
  if (paths.length > 0) {
    await invalidateNow(aws, target, paths);
    return `invalidated: ${paths.join(" ")}`;
  }
  const ledger = await readLedger(aws.s3, target.bucket);
  if (all) {
    await invalidateNow(aws, target, everyPath);
    if (ledger) await writeLedger(aws.s3, target.bucket, { ...ledger, stale: [] });
    return "invalidated: everything";
  }
  const stale = ledger ? await invalidateStale(aws, target, ledger) : [];
  return stale.length > 0 ? `invalidated: ${stale.join(" ")}` : "nothing is stale";
}
