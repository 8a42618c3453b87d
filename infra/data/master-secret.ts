import { randomBytes } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../settings";
import { only } from "./only";

/** Where the master password comes from and where it is kept. */
export interface MasterSecret {
  /** What the primary instance is told. */
  readonly instance: Pick<
    aws.rds.InstanceArgs,
    "manageMasterUserPassword" | "masterUserSecretKmsKeyId" | "passwordWo" | "passwordWoVersion"
  >;
  /** ARN of the secret in Secrets Manager that holds it: JSON with at least `username` and `password`. */
  arn(primary: aws.rds.Instance): pulumi.Output<string>;
}

/** RDS generates the password, keeps it in Secrets Manager and rotates it every seven days; nobody else ever sees it. */
export function managedByRds(kmsKeyArn: pulumi.Input<string>): MasterSecret {
  return {
    instance: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: kmsKeyArn },
    arn: (primary) => only(primary.masterUserSecrets).apply((secret) => secret.secretArn),
  };
}

type WrittenByStackArgs = Pick<
  DatabaseSettings,
  "masterPasswordVersion" | "masterUsername" | "databaseName" | "engine" | "deletionProtection"
> & { readonly kmsKeyArn: pulumi.Input<string> };

/**
 * The stack writes the password, because RDS manages none for a primary with read replicas (RDS User Guide, "Password
 * management with Amazon RDS and AWS Secrets Manager", limitations).
 *
 * Every run of the program draws a fresh password and hands it to two write-only properties, the instance's and the
 * secret's. The provider sends them only when `masterPasswordVersion` differs from the one it sent last; else it drops
 * them. What follows from this:
 *
 * - The password is in no output and in no property that the provider reports.
 * - Pulumi keeps each resource's inputs, so the state holds, encrypted as a secret, the password drawn by the last run:
 *   after an `up` that set one that very password, after the next `up` one that was never used.
 * - To rotate it, raise the version. Connections that exist are not closed.
 * - The instance comes first, then the secret. Should an `up` fail between the two they differ: raise the version once
 *   more.
 */
export function writtenByStack(
  name: string,
  args: WrittenByStackArgs,
  opts: pulumi.CustomResourceOptions,
): MasterSecret {
  const password = pulumi.secret(newPassword());
  // A secret that is made anew holds a password that the instance, which is protected, was never told.
  const kept = { ...opts, protect: args.deletionProtection };
  return {
    instance: { passwordWo: password, passwordWoVersion: args.masterPasswordVersion },
    arn: (primary) => {
      const secret = new aws.secretsmanager.Secret(
        name,
        {
          description: "Master user of the database",
          kmsKeyId: args.kmsKeyArn,
          recoveryWindowInDays: args.deletionProtection ? 30 : 0,
        },
        kept,
      );
      const version = new aws.secretsmanager.SecretVersion(
        name,
        {
          secretId: secret.id,
          secretStringWo: pulumi.jsonStringify({
            username: args.masterUsername,
            password,
            engine: args.engine,
            host: primary.address,
            port: primary.port,
            dbname: args.databaseName,
          }),
          secretStringWoVersion: args.masterPasswordVersion,
        },
        kept,
      );
      // The secret's ARN, from where it is known only once the secret holds the password.
      return version.secretId;
    },
  };
}

/** 240 random bits in 40 characters that RDS allows: MySQL takes at most 41, and none of `/`, `@`, `"` and space. */
function newPassword(): string {
  return randomBytes(30).toString("base64url");
}
