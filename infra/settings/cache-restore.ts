import { z } from "zod";
import { described } from "./common";

/** A name of ElastiCache's; what it takes by itself has a prefix. */
const name = /^(automatic\.)?[a-zA-Z](-?[a-zA-Z0-9])*$/;
/** Of a serverless cache's snapshot, or of a replication group's. */
const arn = /^arn:aws[a-z-]*:elasticache:[a-z0-9-]+:\d{12}:(serverlesscachesnapshot|snapshot):[\w.-]+$/;

const restore = (snapshot: z.ZodString, what: string, example: string) =>
  z
    .strictObject({ snapshot: described(snapshot, what, example) })
    .optional()
    .meta({
      description:
        "What the cache is made from, instead of empty. It is read when the cache is made: adding, changing or removing it later changes nothing.",
    });

/** ElastiCache makes a replication group of no serverless cache's snapshot by this provider (hashicorp/terraform-provider-aws#39632). */
export const groupRestore = restore(
  z.string().regex(name, "the name of a snapshot of a replication group"),
  "Name of the snapshot: of the same engine, or of Redis OSS for Valkey, and of no newer version.",
  "prod-cache-1a2b3c4-final-5d6e7f8",
);

export const serverlessRestore = restore(
  z.string().regex(arn, "the ARN of a snapshot of a serverless cache or of a replication group"),
  "ARN of the snapshot: of the same engine, or of Redis OSS for Valkey, and of no newer major version.",
  "arn:aws:elasticache:eu-west-1:123456789012:serverlesscachesnapshot:before-the-import",
);
