import type { SubnetSpec, VpcEndpointSpec } from "./arguments";

/** The part of a subnet's name that tells its spec. */
export function specName(spec: SubnetSpec): string {
  return spec.name ?? spec.type.toLowerCase();
}

/** Whether the endpoint answers by the service's public name, which needs both DNS attributes of the VPC. */
export function wantsPrivateDns(spec: VpcEndpointSpec): boolean {
  return spec.vpcEndpointType === "Interface" && spec.privateDnsEnabled !== false;
}
