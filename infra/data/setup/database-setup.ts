import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { type Code, setupEntries } from "../../code/code";
import { certificates } from "../../lambda/runtime";
import type { DatabaseSettings, ProviderSettings } from "../../settings";
import type { Database } from "../database";
import { readSecret } from "../secret-access";
import { foretelling, preparing } from "./hooks";
import type { Migration } from "./migrations";
import { SetupFunction } from "./setup-function";
import type { Prepared, Recorded } from "./wanted";

export interface DatabaseSetupArgs {
  readonly database: Database;
  readonly settings: Pick<DatabaseSettings, "engine" | "databaseName" | "logRetentionDays">;
  /** Database users of the workloads that use it: `databaseUser`. */
  readonly users: readonly string[];
  readonly migrations: readonly Migration[];
  readonly vpcId: pulumi.Input<string>;
  /** Isolated subnets, in at least two zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  readonly code: Code;
  /** How the stack reaches AWS: the functions are called beside Pulumi's own provider. */
  readonly provider: ProviderSettings;
}

/** Seconds; the reader waits for the other. Lambda takes 900 at most. */
const timeouts = { inside: 840, reader: 900 };

/**
 * Has the database be as the stack wants it: a user for each workload, which signs in with IAM, and the schema by its migrations.
 *
 * Two functions, because what reads the secret needs AWS's addresses, and what reaches the database has no way there:
 *
 * - `reader`, outside of the VPC, has the only role that may read the master secret. It calls the other, and hands the password over.
 * - `inside`, in the isolated subnets, is a client of the database and can connect to nothing else.
 *
 * They are called by a hook before `prepared` is recorded, which is when users, migrations, the database or the programs are others
 * than those recorded; when that fails `up` fails, and the next one does it again. Nothing is taken away: see `UnusedUsers`. A
 * preview tells which users and migrations are new, and calls nothing; nor does a `destroy`.
 *
 * It needs no interface endpoint and no NAT gateway: what it costs is a call or two for each change.
 */
export class DatabaseSetup extends pulumi.ComponentResource {
  /** Is there once the users are made and the migrations have run. */
  readonly prepared: pulumi.Resource;
  /** Name of the function that is called. */
  readonly functionName: pulumi.Output<string>;

  constructor(name: string, args: DatabaseSetupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:DatabaseSetup", name, {}, opts);
    const inside = this.inside(`${name}-inside`, args);
    const reader = this.reader(`${name}-reader`, args, inside);
    this.functionName = reader.functionName;

    const wanted = {
      database: args.database.resourceId,
      users: [...args.users],
      migrations: Object.fromEntries(args.migrations.map(({ file, sha256 }) => [file, sha256])),
      programs: Promise.all(Object.values(setupEntries).map(args.code)).then(digest),
    } satisfies Recorded<Prepared>;
    const prepare = preparing({ functionName: this.functionName, provider: args.provider });
    const hooks = [
      new pulumi.ResourceHook(`${name}-foretell`, foretelling, { onDryRun: true }),
      new pulumi.ResourceHook(`${name}-prepare`, prepare),
    ];
    this.prepared = new pulumi.Stash(
      name,
      { input: wanted },
      { parent: this, dependsOn: [inside.fn, reader.fn], hooks: { beforeCreate: hooks, beforeUpdate: hooks } },
    );
    this.registerOutputs({ functionName: this.functionName });
  }

  private inside(name: string, args: DatabaseSetupArgs): SetupFunction {
    const { database, settings, migrations, vpcId, subnetIds, code } = args;
    return new SetupFunction(
      name,
      {
        description: "Sets up the database",
        code: code(setupEntries.inside),
        files: Object.fromEntries(migrations.map(({ file, sql }) => [`migrations/${file}`, sql])),
        timeoutSeconds: timeouts.inside,
        logRetentionDays: settings.logRetentionDays,
        place: { vpcId, subnetIds, securityGroupIds: [database.clientSecurityGroupId] },
        environment: {
          DATABASE_ENGINE: settings.engine,
          DATABASE_HOST: database.endpoint,
          DATABASE_PORT: String(database.port),
          DATABASE_NAME: settings.databaseName,
          ...certificates,
        },
      },
      { parent: this },
    );
  }

  private reader(name: string, args: DatabaseSetupArgs, inside: SetupFunction): SetupFunction {
    const { database, settings, code } = args;
    return new SetupFunction(
      name,
      {
        description: "Reads the database's master secret for its setup",
        code: code(setupEntries.reader),
        timeoutSeconds: timeouts.reader,
        logRetentionDays: settings.logRetentionDays,
        statements: [
          ...readSecret(database.masterSecretArn, database.kmsKeyArn),
          { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: inside.arn },
        ],
        environment: { MASTER_SECRET_ARN: database.masterSecretArn, SETUP_FUNCTION: inside.functionName },
      },
      { parent: this },
    );
  }
}

const digest = (programs: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(programs)).digest("hex");
