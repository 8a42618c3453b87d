import type { Settings } from "../../infra/settings";
import { functionsUses } from "./functions";
import { instancesUses } from "./instances";
import { running, type Use } from "./use";

/** The instances, the functions, or both with what joins them. */
export function computeUses({ compute }: Settings): Use[] {
  switch (compute?.kind) {
    case undefined:
      return [];
    case "instances":
      return instancesUses(compute.instances);
    case "functions":
      return functionsUses(compute.functions);
    case "both":
      return [
        ...instancesUses(compute.instances),
        running(1, "VPC link", "api-gateway.vpc-link"),
        ...functionsUses(compute.functions),
      ];
  }
}
