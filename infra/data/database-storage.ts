import type { DatabaseSettings } from "../settings";

/** GiB from which on RDS stripes a gp3 volume (RDS User Guide, "gp3 storage"). */
const stripedFrom = 400;
/** What comes with a striped volume, in IOPS and MiB/s. */
const baseline = { iops: 12_000, storageThroughput: 500 };

/**
 * IOPS and throughput of a gp3 volume: never said below 400 GiB, where RDS refuses it, and always from there on.
 *
 * The provider sends what it knows for what is not said. Of a volume that grows past 400 GiB that is 3,000 IOPS, which
 * RDS refuses for its new size (hashicorp/terraform-provider-aws#28382).
 */
export function gp3Performance(storage: DatabaseSettings["storage"]): Partial<typeof baseline> {
  if (storage.allocatedGib < stripedFrom) return {};
  return {
    iops: storage.iops ?? baseline.iops,
    storageThroughput: storage.throughputMibps ?? baseline.storageThroughput,
  };
}
