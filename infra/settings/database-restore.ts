import { z } from "zod";
import { described } from "./common";

/** A name of RDS's: what a snapshot of its own has before the colon is part of it. */
const snapshot = /^(rds:)?[a-zA-Z](-?[a-zA-Z0-9])*$|^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:snapshot:[\w:-]+$/;
/** An instance's identifier, or the resource id of one that is gone (`db-ABCDEFGHIJKL01234`, in upper case). */
const instance = /^[a-z](-?[a-z0-9])*$|^db-[A-Z0-9]{20,}$/;

/** What a database is made from, instead of empty. It is read when the database is made, and never again. */
export const databaseRestore = z
  .strictObject({
    snapshot: described(
      z.string().regex(snapshot, "the name of a DB snapshot, or the ARN of a shared one"),
      "Snapshot to restore.",
      "prod-database-1a2b3c4-final",
    ).optional(),
    pointInTime: described(
      z.union([z.literal("latest"), z.iso.datetime()], '"latest", or a moment in UTC such as "2026-10-20T09:30:00Z"'),
      'Moment that the backups of the instance in `of` are restored to: "latest", or one in UTC.',
      "2026-10-20T09:30:00Z",
    ).optional(),
    of: described(
      z.string().regex(instance, "an instance's identifier, or the resource id (db-...) of one that is deleted"),
      "With `pointInTime`: the identifier of the instance, or the resource id of one that is deleted and left its backups (`backup.keepOnDelete`).",
      "prod-database-1a2b3c4",
    ).optional(),
  })
  .refine(({ snapshot, pointInTime, of }) => (snapshot === undefined ? pointInTime && of : !(pointInTime ?? of)), {
    error: "either snapshot, or pointInTime and of",
  })
  .optional()
  .meta({
    description:
      "What the database is made from, instead of empty. It is read when the database is made: adding, changing or removing it later changes nothing. Master user, database name, storage and encryption key are those of what is restored, so `masterUsername`, `databaseName` and `storage.allocatedGib` have to be as they were.",
  });

export type DatabaseRestore = NonNullable<z.output<typeof databaseRestore>>;
