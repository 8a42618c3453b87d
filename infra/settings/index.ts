import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime/config";
import { ofOtherNamespaces, parsed, secretKeys } from "./config";
import { namespace } from "./namespace";
import { autonamingKey, beginningOfNames, problemsOfNaming } from "./naming";
import { SettingsError } from "./problems";
import { parseSettings, type Settings } from "./settings";

export type { CacheSettings, MemcachedSettings, ReplicationGroupSettings, ServerlessSettings } from "./cache";
export type { ApiRouteSettings, ComputeKind, ComputeSettings } from "./compute";
export type { DatabaseEngine, DatabaseSettings } from "./database";
export type { DatabaseRestore } from "./database-restore";
export type { EdgeSettings, SiteRouting } from "./edge";
export type { ApiSettings, FunctionSettings, FunctionsSettings, RolloutSettings } from "./functions";
export type { ApplicationSettings, InstancesSettings } from "./instances";
export type {
  ApplicationLoadBalancerSettings,
  LoadBalancerSettings,
  NetworkLoadBalancerSettings,
} from "./load-balancer";
export type { NatGateways, NetworkSettings, Tier, ZoneLetter } from "./network";
export { shifts } from "./functions";
export { permissionsBoundary } from "./identity";
export type { Environment } from "./presets";
export { defaultTags, type ProviderSettings, providerSettings, type Tags } from "./provider";
export { settleSeconds } from "./rollout";
export type { Settings } from "./settings";
export type { Use } from "./workload";
export { SettingsError } from "./problems";

const repository = join(__dirname, "../..");

const autonaming = (): unknown => {
  const text = allConfig()[autonamingKey];
  return text === undefined ? undefined : parsed(text);
};

/** What names of the running stack begin with. {@link loadSettings} has said what is wrong with it. */
export const namesBeginWith = (): string => beginningOfNames(autonaming(), pulumi.getStack());

/**
 * The settings of the running stack.
 *
 * @throws SettingsError that names every problem at once, before any resource exists.
 */
export function loadSettings(): Settings {
  const secretly = secretKeys();
  const problemsOfKeys = problemsOfNaming(autonaming());
  const stated: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(allConfig())) {
    if (!key.startsWith(namespace)) continue;
    if (secretly.includes(key)) {
      problemsOfKeys.push({
        path: key,
        given: "a secret",
        allowed: "settings hold no secrets; AWS generates and keeps them",
      });
    } else {
      stated[key.slice(namespace.length)] = parsed(text);
    }
  }
  for (const key of ofOtherNamespaces(Object.keys(allConfig()), namespace, pulumi.getProject())) {
    problemsOfKeys.push({
      path: key,
      given: "the namespace",
      allowed: `"${namespace}", as the settings of the platform have it, whatever the project is called`,
    });
  }
  const exists = (path: string) => existsSync(join(repository, path));
  const outcome = parseSettings(stated, new pulumi.Config("aws").get("region"), exists);
  const problems = [...problemsOfKeys, ...(outcome.problems ?? [])];
  if (outcome.settings === undefined || problemsOfKeys.length > 0) throw new SettingsError(pulumi.getStack(), problems);
  return outcome.settings;
}
