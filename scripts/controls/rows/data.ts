import type { Rows } from "../row";
import { types } from "./types";

const { cluster, database, eventSubscription, key, replicationGroup } = types;

const otherEngine = "The database is PostgreSQL or MySQL.";
const managedSecret =
  "The database's master secret is RDS's own, which rotates it every seven days and deletes it with the instance.";

/** A statement for everybody, in a policy's text. */
const everybody = /"(AWS|Principal)":\s*"\*"/;

/** What databases, caches, their keys and secrets are asked. Snapshots and secrets are made with the database. */
export const data: Rows = {
  "ElastiCache.1": { of: [replicationGroup] },
  "ElastiCache.2": { of: [replicationGroup] },
  "ElastiCache.3": { of: [replicationGroup] },
  "ElastiCache.4": { of: [replicationGroup] },
  "ElastiCache.5": { of: [replicationGroup] },
  "ElastiCache.6": { of: [replicationGroup] },
  "ElastiCache.7": { of: [replicationGroup] },
  "KMS.3": {
    of: [key],
    met: "A deleted key waits for 7 days, or 30 where its data is protected. Where snapshots outlive a stack, so does their key.",
  },
  "KMS.4": { of: [key] },
  "KMS.5": {
    of: [key],
    check: ({ policy }) => policy === undefined || (typeof policy === "string" && !everybody.test(policy)),
    seeAlso: ["Checkov CKV_AWS_33"],
  },
  "RDS.1": { of: [database], met: "RDS makes snapshots private, and the stack shares none." },
  "RDS.2": { of: [database] },
  "RDS.3": { of: [database] },
  "RDS.4": { of: [database], by: ["rds-storage-encrypted"] },
  "RDS.5": { of: [database] },
  "RDS.6": { of: [database] },
  "RDS.7": { of: [cluster] },
  "RDS.8": { of: [database], unmet: { dev: "Dev is made to be destroyed. `deletionProtection` turns it on." } },
  "RDS.9": { of: [database] },
  "RDS.10": { of: [database] },
  "RDS.11": { of: [database] },
  "RDS.12": { of: [cluster] },
  "RDS.13": { of: [database] },
  "RDS.14": { of: [cluster] },
  "RDS.15": { of: [cluster] },
  "RDS.16": { of: [cluster] },
  "RDS.17": { of: [database] },
  "RDS.19": { of: [eventSubscription] },
  "RDS.20": { of: [eventSubscription] },
  "RDS.21": { of: [eventSubscription] },
  "RDS.22": { of: [eventSubscription] },
  "RDS.23": { of: [database] },
  "RDS.24": { of: [cluster] },
  "RDS.25": { of: [database] },
  "RDS.26": {
    of: [database],
    unmet: "RDS's own backups restore any second of their days. AWS Backup is for who keeps copies in another account.",
  },
  "RDS.27": { of: [cluster] },
  "RDS.34": { of: [cluster] },
  "RDS.35": { of: [cluster] },
  "RDS.36": { of: [database] },
  "RDS.37": { of: [cluster] },
  "RDS.38": { of: [database] },
  "RDS.39": { of: [database], nothing: "The presets' database is PostgreSQL. The rule judges MySQL too." },
  "RDS.40": { of: [database], nothing: otherEngine },
  "RDS.41": { of: [database], nothing: otherEngine },
  "RDS.42": { of: [database], nothing: otherEngine },
  "RDS.43": { of: [types.proxy] },
  "RDS.44": { of: [database], nothing: otherEngine },
  "RDS.45": { of: [cluster] },
  "RDS.46": { of: [database], met: "Isolated subnets have no route out of the VPC, see infra/network/network.ts." },
  "RDS.47": { of: [cluster] },
  "RDS.48": { of: [cluster] },
  "RDS.50": { of: [cluster] },
  "RDS.51": { of: [types.globalCluster] },
  "SecretsManager.1": { of: [database] },
  "SecretsManager.2": { of: [database], met: managedSecret },
  "SecretsManager.3": { of: [database], met: managedSecret },
  "SecretsManager.4": { of: [database], met: managedSecret },
};
