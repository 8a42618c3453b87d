import * as pulumi from "@pulumi/pulumi";
import type { ProviderSettings } from "../../settings";
import type { Database } from "../database";
import type { DatabaseSetup } from "./database-setup";
import { foretellingTidy, tidying } from "./hooks";
import type { Recorded, Tidied } from "./wanted";

interface UnusedUsersArgs {
  readonly database: Database;
  readonly setup: DatabaseSetup;
  /** Database users of the workloads that use it; all others that a setup has made are dropped. */
  readonly users: readonly string[];
  readonly provider: ProviderSettings;
  /** What has to be released first, for as long as it is not the release before may still sign in. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * Drops the database users of workloads that are gone or use the database no more, once whatever took their place is released.
 *
 * So a setup never takes from a release what it needs, and one that failed halfway needs no way back.
 */
export class UnusedUsers extends pulumi.ComponentResource {
  constructor(name: string, args: UnusedUsersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:UnusedUsers", name, {}, opts);
    const left = { database: args.database.resourceId, users: [...args.users] } satisfies Recorded<Tidied>;
    const tidy = tidying({ functionName: args.setup.functionName, provider: args.provider });
    const hooks = [
      new pulumi.ResourceHook(`${name}-foretell`, foretellingTidy, { onDryRun: true }),
      new pulumi.ResourceHook(`${name}-tidy`, tidy),
    ];
    new pulumi.Stash(
      name,
      { input: left },
      {
        parent: this,
        dependsOn: [args.setup.prepared, ...args.after],
        hooks: { beforeCreate: hooks, beforeUpdate: hooks },
      },
    );
    this.registerOutputs();
  }
}
