import { askLocalAws } from "./server";

/** `service.store` (`ec2.vpcs`, `rds.instances`...) -> names or ids. */
export type Found = Readonly<Record<string, readonly string[]>>;

export interface Inventory {
  /** What users made and have not deleted: empty once everything is destroyed. */
  readonly made: Found;
  /** Deleted and in its waiting period: KMS keys, secrets. */
  readonly leaving: Found;
  /** Backups that outlive what they are of, such as a database's final snapshot. */
  readonly kept: Found;
}

/**
 * What this checkout's local AWS holds, of all accounts and regions, without what AWS has there by itself (default VPC,
 * default parameter groups, the default security group of every VPC...).
 *
 * @throws when it does not run
 */
export async function inventory(checkout: string): Promise<Inventory> {
  const response = await askLocalAws(checkout, "GET", "/_local_aws/inventory");
  if (!response.ok) throw new Error(`The local AWS does not tell what it holds: HTTP ${response.status}`);
  return (await response.json()) as Inventory;
}
