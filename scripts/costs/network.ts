import type { NetworkSettings, Settings } from "../../infra/settings";
import { logs, running, type Use } from "./use";

/** NAT gateways with their addresses, interface endpoints in every zone, and what goes through both. */
export function networkUses({ network }: Settings): Use[] {
  const gateways = natGateways(network);
  const endpoints = network.interfaceEndpoints.length * network.zones.length;
  return [
    ...(gateways === 0
      ? []
      : [
          running(gateways, "NAT gateway", "vpc.nat-gateway"),
          running(gateways, "Public IPv4 address of a NAT gateway", "vpc.public-ipv4-address"),
          { item: "Traffic through NAT gateways", price: "vpc.nat-gateway.traffic", unit: "GB" } as const,
        ]),
    ...(endpoints === 0
      ? []
      : [
          running(endpoints, "Interface endpoint, by service and zone", "vpc.interface-endpoint"),
          { item: "Traffic through interface endpoints", price: "vpc.interface-endpoint.traffic", unit: "GB" } as const,
        ]),
    running(1, "Gateway endpoint to S3", "vpc.gateway-endpoint"),
    ...logs("Flow logs"),
  ];
}

function natGateways({ natGateways: strategy, zones }: NetworkSettings): number {
  return { none: 0, single: 1, "per-zone": zones.length }[strategy];
}
