import * as pulumi from "@pulumi/pulumi";
import { settled } from "../../release/aws-access";
import { releasing } from "../../release/releasing";
import type { EdgeSettings, ProviderSettings, SiteRouting } from "../../settings";
import { changesBetween } from "./changes";
import { invalidateStale, type Target } from "./invalidate-stale";
import { manifestDigest, parseManifest } from "./manifest";
import { fromFolder, publish } from "./publish";
import type { Site } from "./site";
import { siteAccess } from "./site-access";

/** What a release marker says: which manifest has been published where. */
export interface Marker {
  /** The manifest's object version, a new one with every change. */
  readonly manifest: string;
  readonly bucket: string;
  readonly distribution: string;
}

export interface PublishArgs {
  readonly site: Site;
  /** Bucket with versions, which the site is published into. */
  readonly bucket: pulumi.Input<string>;
  readonly routing: SiteRouting;
  readonly invalidation: EdgeSettings["invalidation"];
  readonly provider: ProviderSettings;
}

type Hook = (args: pulumi.ResourceHookArgs) => Promise<void>;

/** Before a release marker is recorded: publishes the site and invalidates what became stale. */
export function publishing({ site, bucket: keeper, routing, invalidation, provider }: PublishArgs): Hook {
  return releasing({
    of: "site",
    bucket: keeper,
    provider,
    changeOf: () => ({ to: manifestDigest(site.manifest) }),
    rollOut: async (access, _, { newInputs, oldInputs }) => {
      const { bucket, distribution } = JSON.parse(content(newInputs)) as Marker;
      const aws = await siteAccess(access);
      // A site that has been published, whose ledger is gone: viewers may hold any of it.
      const { ledger, uploaded, deleted } = await publish(
        aws.s3,
        bucket,
        fromFolder(site),
        oldInputs ? "everything" : [],
      );
      const target: Target = {
        stack: pulumi.getStack(),
        bucket,
        distributionId: distribution,
        routing,
        invalidation,
        profile: await settled(provider.profile),
      };
      const paths = await invalidateStale(aws, target, ledger);
      await say(`published: ${uploaded} uploaded, ${deleted} deleted, ${paths.length} paths invalidated`);
    },
  });
}

/** So many files are named by a preview. */
const named = 20;

/** Before a manifest is recorded: tells a preview what would be published, from what the state holds. */
export const foretelling: Hook = async ({ newInputs, oldInputs }) => {
  if (!pulumi.runtime.isDryRun()) return;
  const before = parseManifest(oldInputs ? content(oldInputs) : "");
  const { added, changed, removed } = changesBetween(before, parseManifest(content(newInputs)));
  const files = [
    ...added.map((path) => `+ ${path}`),
    ...changed.map((path) => `~ ${path}`),
    ...removed.map((path) => `- ${path}`),
  ];
  const more = files.length - named;
  await say(
    [
      `to publish: ${added.length} new, ${changed.length} changed, ${removed.length} removed`,
      ...files.slice(0, named),
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join("\n"),
  );
};

const content = (inputs: pulumi.ResourceHookArgs["newInputs"]): string => String(inputs?.["content"]);

const say = (text: string): Promise<void> => pulumi.log.info(text);
