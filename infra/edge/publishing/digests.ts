import { posix } from "node:path";
import { spelling } from "./spelling";

/** How bundlers write a digest. */
interface Form {
  readonly name: string;
  readonly pattern: RegExp;
  /** Bits of a character. */
  readonly bitsEach: number;
}

/**
 * Hexadecimal of the lengths that bundlers cut to and of whole digests (webpack, Rspack, Next.js, Parcel, Angular until 16;
 * MD5, SHA-1, SHA-2), less 24, which are ids of databases; base 32 (esbuild, Angular); base 64 for URLs (Rollup, Vite, Nuxt).
 */
const forms: readonly Form[] = [
  form("hex", "[0-9a-f]{8,20}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128}", 4),
  form("base32", "[A-Z2-7]{8}", 5),
  form("base64", "[\\w-]{8}", 6),
];

/** It is a file's whole name, or ends it after a hyphen or a dot, before one extension or several: `app.<digest>.js.map`. */
function form(name: string, digest: string, bitsEach: number): Form {
  return { name, pattern: new RegExp(`^(.*[.-])?(${digest})(?:\\.[A-Za-z][A-Za-z0-9]*)+$`), bitsEach };
}

/** Folders in which a framework keeps nothing else, whatever its names look like: Next.js, SvelteKit, Astro. */
const immutableFolders = /(^|\/)(_next\/static|_app\/immutable|_astro)\//;

/** What bundlers write, and people seldom name by codes and numbers. */
const code = /\.([cm]?js|css|map|wasm)$/;

/** A day, with its year first or last. */
const day =
  /^((19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])|([0-2]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d|(0[1-9]|1[0-2])([0-2]\d|3[01])(19|20)\d\d)$/;

/** Before the last group of a UUID, or of a time and a number: these say which thing a file is, and not what is in it. */
const idBefore = /[0-9a-f]{8}-([0-9a-f]{4}-){3}$|\d{10,}-$/;

/** A random UUID without its hyphens (RFC 9562, version 4). */
const uuid = /^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/;

/**
 * Least evidence for a digest, in bits. What people write reaches 16, such as `H2O-CO2x`, but in names of code. Codes of
 * products reach 5, but for hexadecimal ones. Measured in tests/unit/edge/publishing/digests.test.ts.
 */
const least = {
  alone: 18,
  /** So much less for code, for a folder of whose code all has the form, and among digests. */
  less: 8,
  /** Of one at least that makes its siblings digests. */
  ofSibling: 8,
  /** Where no sibling says otherwise, and most names of the site's code have the form. */
  asCode: -5,
  /** Where all siblings have digests: as much as these have but for one in a thousand. */
  amongDigests: -16,
};

interface Candidate {
  readonly path: string;
  readonly form: string;
  readonly digest: string;
  /** In bits: how much likelier it is as a digest than as something that a person has written. */
  readonly evidence: number;
}

/**
 * The files of a site whose names have a digest of their content, so that what a name stands for never changes.
 *
 * A word that is taken for a digest can never be changed again, and a digest that is taken for a word is asked for once
 * more than needed. So a name decides by itself only where nobody would have written it. What may be either is decided by
 * its siblings, the files of the same folder and extension: where all of them have the same form, and taken together are
 * digests, it is one. Dates, and ids in several groups such as UUIDs, are none anywhere.
 *
 * @param paths all of the site.
 */
export function filesWithDigest(paths: Iterable<string>): ReadonlySet<string> {
  const all = [...paths];
  const found = new Set(all.filter((path) => immutableFolders.test(path)));
  const families = [...grouped(all, familyOf).values()].flatMap((paths) =>
    [...grouped(paths.flatMap(candidatesOf), ({ form }) => form).values()].map((candidates) => ({
      candidates,
      isPure: candidates.length === paths.length,
    })),
  );
  for (const { candidates, isPure } of families) {
    const forCode = code.test(candidates[0]?.path ?? "") ? least.less : 0;
    const together = areDigests(candidates, isPure ? forCode : 0);
    for (const { path, evidence } of candidates) {
      const need = least.alone - forCode - (together ? least.less : 0);
      if (evidence >= (together && isPure ? least.amongDigests : need)) found.add(path);
    }
  }
  const pure = families.filter(({ isPure }) => isPure).flatMap(({ candidates }) => candidates);
  const usual = usualForm(
    families.flatMap(({ candidates }) => candidates).filter(({ path }) => code.test(path) && found.has(path)),
  );
  for (const { path, form, evidence } of pure) {
    if (form === usual && evidence >= least.asCode) found.add(path);
  }
  return found;
}

/** Folder and extension; scripts and styles of a folder are one family. */
const familyOf = (path: string) => `${posix.dirname(path)}\n${code.test(path) ? "code" : posix.extname(path)}`;

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return groups;
}

/** The form that most have, the narrowest of several. */
function usualForm(candidates: readonly Candidate[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { form } of candidates) counts.set(form, (counts.get(form) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || rank(a) - rank(b))[0]?.[0];
}

const rank = (form: string) => forms.findIndex(({ name }) => form.startsWith(name));

/** What a file's name may have for a digest, in each form that it may be of. */
function candidatesOf(path: string): Candidate[] {
  const name = posix.basename(path);
  return forms.flatMap(({ name: form, pattern, bitsEach }) => {
    const [, before = "", digest = ""] = pattern.exec(name) ?? [];
    if (digest === "") return [];
    const isNone = day.test(digest) || idBefore.test(before);
    const evidence = isNone
      ? -Infinity
      : written(digest, form === "base64" || !code.test(path)) - bitsEach * digest.length;
    return [{ path, form: form === "hex" ? `${form}${digest.length}` : form, digest, evidence }];
  });
}

/** Bits of a text as something that a person has written: words and numbers, or the code of a product, in one case. */
function written(text: string, mayBeCode: boolean): number {
  if (uuid.test(text)) return 4 * text.length;
  const isCode = mayBeCode && (text === text.toLowerCase() || text === text.toUpperCase());
  return Math.min(spelling(text), isCode ? 4 + Math.log2(36) * text.length : Infinity);
}

/**
 * Whether names of one form are digests rather than written, those left out that are written whatever the others are.
 *
 * @param before evidence that there is without them.
 */
function areDigests(siblings: readonly Candidate[], before: number): boolean {
  const each = new Map(siblings.map(({ digest, evidence }) => [digest, evidence]));
  const plausible = [...each.values()].filter((evidence) => evidence >= least.amongDigests);
  const sum = plausible.reduce((total, evidence) => total + evidence, before);
  return plausible.length > 1 && sum > 0 && plausible.some((evidence) => evidence + before >= least.ofSibling);
}
