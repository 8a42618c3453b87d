/** Zones of regions with VPC links that have none themselves (API Gateway Developer Guide, "Set up VPC links V2"). */
const withoutLinks = ["ape1-az1", "apne1-az3", "apne2-az4", "cac1-az4", "euw3-az2", "use1-az3", "usw1-az2"];

/**
 * The subnets that a VPC link can have: API Gateway refuses a link with one in a zone that has none. Which letter of an
 * account such a zone is, is known once the subnets are there.
 *
 * @param zoneIds Of the subnets' zones, in the same order.
 * @throws RangeError where fewer than two zones remain.
 */
export function linkedSubnets(subnetIds: readonly string[], zoneIds: readonly string[]): string[] {
  const linked = subnetIds.filter((_, index) => !withoutLinks.includes(zoneIds[index] ?? ""));
  if (linked.length >= 2) return linked;
  throw new RangeError(
    `VPC links are in ${linked.length} of the network's zones ${zoneIds.join(", ")}, and the API needs them in two: add a letter to network.zones`,
  );
}
