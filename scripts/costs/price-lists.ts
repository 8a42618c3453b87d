/**
 * Writes docs/region-prices.json: what AWS lists in every region for what the settings allow.
 *
 * It reads the data of AWS's own pricing pages, as two public repositories keep it. Clone them below one folder; then
 * `tsx scripts/costs/price-lists.ts <the folder>`. To take over newer figures, name newer commits in lists.ts.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { regions } from "../../infra/settings/regions";
import { groupBy } from "../../policies/frame/group-by";
import { commits, type List, lists } from "./lists";
import { regionPricesPath, type RegionTable } from "./region-prices";

/** The day that the figures were taken over. */
const read = "2026-11-30";

const file = z.object({
  manifest: z.object({ hawkFilePublicationDate: z.string(), currencyCode: z.literal("USD") }),
  /** By location, such as "EU (Ireland)", and by what is paid for, in words. */
  regions: z.record(
    z.string(),
    z.record(z.string(), z.object({ price: z.coerce.number(), "Instance Type": z.string().optional() })),
  ),
});

const folder = process.argv[2] ?? fail("say where the clones are: tsx scripts/costs/price-lists.ts <folder>");

function fail(message: string): never {
  throw new Error(message);
}

const git = ({ repository, commit }: List["at"], command: "show" | "ls-tree", ...args: string[]): string =>
  execFileSync("git", [command, ...args.map((arg) => arg.replace("<commit>", commit))], {
    cwd: join(folder, basename(repository)),
    maxBuffer: 2 ** 26,
    encoding: "utf8",
  });

const contents = (at: List["at"], path: string): unknown => JSON.parse(git(at, "show", `<commit>:${path}`));

/** What there is of the files of a list: regions that are younger than its commit have none of their own. */
function filesOf({ at, paths }: List) {
  const there = new Set(git(at, "ls-tree", "-r", "--name-only", "--full-tree", "<commit>").split("\n"));
  return paths.filter((path) => there.has(path)).map((path) => file.parse(contents(at, path)));
}

const taken = Object.entries(lists).map(([name, list]) => ({ name, list, files: filesOf(list) }));

/** The regions' codes by what the files call them. */
const codes = new Map(
  Object.entries(
    z.record(z.string(), z.object({ code: z.string() })).parse(contents(commits.pages, "lib/data/locations.json")),
  ).flatMap(([location, { code }]) => (regions.includes(code) ? [[location, code] as const] : [])),
);

function tablesOf({ name, list, files }: (typeof taken)[number]): RegionTable["tables"] {
  const rows = files.flatMap((one) =>
    Object.entries(one.regions).flatMap(([location, own]) =>
      Object.entries(own).flatMap(([words, { price, "Instance Type": type }]) => {
        const row = list.row(words, type);
        const region = codes.get(location);
        // Twelve digits hide what multiplying adds to a decimal.
        return row && region ? [{ ...row, region, price: Number((price * (row.times ?? 1)).toPrecision(12)) }] : [];
      }),
    ),
  );
  return [...groupBy(rows, ({ unit }) => unit)].map(([unit, ofUnit]) => ({
    source: sourceName(name, files),
    unit,
    prices: Object.fromEntries(
      [...groupBy(ofUnit, ({ id }) => id)]
        .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
        .map(([id, same]) => [id, regions.map((region) => priceIn(region, id, same))]),
    ),
  }));
}

/** What is there twice has to have the same price. */
function priceIn(region: string, id: string, rows: readonly { readonly region: string; readonly price: number }[]) {
  const [price = null, ...others] = new Set(rows.filter((row) => row.region === region).map((row) => row.price));
  if (others.length > 0) throw new Error(`${id} has two prices in ${region}`);
  return price;
}

const dayOf = (files: (typeof taken)[number]["files"]): string =>
  files.map(({ manifest }) => manifest.hawkFilePublicationDate.slice(0, 10)).sort()[0] ?? "";

const sourceName = (name: string, files: (typeof taken)[number]["files"]): string =>
  `${name}-${dayOf(files).slice(0, 4)}`;

const table: RegionTable = {
  currency: "USD",
  regions: [...regions],
  sources: Object.fromEntries(
    taken.map(({ name, list: { title, page, at }, files }) => [
      sourceName(name, files),
      {
        title,
        url: `https://aws.amazon.com/${page}/`,
        kind: "copy",
        asOf: dayOf(files),
        read,
        via: `${at.repository}/tree/${at.commit}`,
      },
    ]),
  ),
  tables: taken.flatMap(tablesOf),
};

// One line a price: short enough to read, and to see what an update changes.
const lines = JSON.stringify(table, undefined, 2).replace(
  /\[\s*([^[\]{}]*?)\s*\]/g,
  (_, inner: string) => `[${inner.replace(/\s+/g, " ")}]`,
);
writeFileSync(regionPricesPath, `${lines}\n`);
