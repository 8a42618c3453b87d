import { z } from "zod";

/** What prices are per. */
export const unit = z.enum([
  "hour",
  "month",
  "vCPU-hour",
  "GB",
  "GB-second",
  "GB-hour",
  "GB-month",
  "IOPS-month",
  "MiBps-month",
  "LCU-hour",
  "million ECPU",
  "million requests",
  "million traces",
  "path",
]);

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day yyyy-mm-dd");

/** Where prices come from, and of when they are. */
export const source = z.strictObject({
  title: z.string(),
  /** AWS's own page or price list. */
  url: z.url(),
  /**
   * What was read: an AWS page itself, a public copy of AWS's data as it was published, or figures that others read from
   * it and published.
   */
  kind: z.enum(["page", "copy", "reading"]),
  /** Where the copy or the reading is. */
  via: z.url().optional(),
  /** The day that the figures are of: AWS's publication, or the others' reading. A page need not say. */
  asOf: day.optional(),
  /** The day that they were taken over. */
  read: day,
});

export type Unit = z.output<typeof unit>;
export type Source = z.output<typeof source>;
