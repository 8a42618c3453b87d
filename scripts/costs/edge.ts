import type { Settings } from "../../infra/settings";
import { kept, type Use } from "./use";

/** Rules of the firewall: the rate limit and AWS's three groups, each of which counts as one. */
const rules = 4;

/** The distribution and the site: all by use, but for the firewall. Certificates and queries for aliases are free. */
export function edgeUses({ edge }: Settings): Use[] {
  if (!edge) return [];
  return [
    ...(edge.waf.enabled
      ? [
          kept(1, "Firewall", "waf.acl"),
          kept(rules, "Rule of the firewall", "waf.rule"),
          { item: "Requests through the firewall", price: "waf.requests", unit: "million requests" } as const,
        ]
      : []),
    { item: "Requests to the edge", price: "cloudfront.requests", unit: "million requests" },
    { item: "Traffic from the edge", price: "cloudfront.out", unit: "GB" },
    { item: "Functions at the edge", price: "cloudfront.functions", unit: "million requests" },
    { item: "Invalidated paths beyond 1,000", price: "cloudfront.invalidations", unit: "path" },
    { item: "Site and access logs of the edge, stored", price: "s3.storage", unit: "GB-month" },
  ];
}
