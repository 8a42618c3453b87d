import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../settings";
import { familiesUpTo, parameterFamily, parameters } from "./database-engine";

/** The parameter groups of a database, by family. */
export interface ParameterGroups {
  /** Name of the group for what the settings state. */
  readonly stated: pulumi.Output<string>;
  /** Name of the group for an engine version that runs. */
  of(engineVersion: string): pulumi.Output<string>;
}

/**
 * A parameter group for the family of the stated version, and one for each family before it.
 *
 * RDS upgrades a major version with a group of the new family in the same request, and has the old one until it is done:
 * with `applyImmediately: false` until the maintenance window, and refuses to delete it before
 * (hashicorp/terraform#29233). So the groups of the families that RDS upgrades from stay for as long as the stack, and
 * none is replaced. What is in them stays as it was when their family was the stated one: parameters of the new one may
 * be none of theirs, and a database that waits still runs with them. Parameter groups are free of charge.
 */
export function parameterGroups(
  name: string,
  settings: Pick<DatabaseSettings, "engine" | "engineVersion" | "parameters">,
  parent: pulumi.Resource,
): ParameterGroups {
  const stated = parameterFamily(settings.engine, settings.engineVersion);
  const names = new Map(
    familiesUpTo(settings.engine, settings.engineVersion).map((family) => [
      family,
      new aws.rds.ParameterGroup(
        // RDS takes no dots, as in mysql8.4.
        `${name}-${family.replaceAll(".", "-")}`,
        {
          description: "Parameters of the database; TLS is forced",
          family,
          parameters: parameters(settings.engine, family === stated ? settings.parameters : {}),
        },
        family === stated
          ? // The one group of a stack from when there was no other.
            { parent, aliases: [{ name }] }
          : { parent, ignoreChanges: ["parameters"] },
      ).name,
    ]),
  );
  const of = (engineVersion: string) => {
    const found = names.get(parameterFamily(settings.engine, engineVersion)) ?? names.get(stated);
    if (found === undefined) throw new Error(`no parameter group of ${stated}`);
    return found;
  };
  return { stated: of(settings.engineVersion), of };
}
