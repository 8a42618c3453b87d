import assert from "node:assert/strict";
import { filesWithDigest } from "../../../../infra/edge/publishing/digests";

/** The same numbers on every machine (xorshift). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const random = generator(20_260_101);
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
function text(alphabet: string, length: number): string {
  let result = "";
  while (result.length < length) result += alphabet.charAt(Math.floor(random() * alphabet.length));
  return result;
}

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const hex = "0123456789abcdef";
const base32 = `${upper}234567`;
const base64 = `${upper}${upper.toLowerCase()}0123456789-_`;

/** As bundlers write them, with the least share that is found among siblings and among few of them, in percent. */
const bundlers: Readonly<Record<string, () => string>> = {
  "Vite and Rollup": () => `assets/index-${text(base64, 8)}.js`,
  "Vite, of images": () => `assets/logo-${text(base64, 8)}.svg`,
  "esbuild and Angular": () => `main-${text(base32, 8)}.js`,
  "webpack, of 8 digits": () => `static/js/787.${text(hex, 8)}.chunk.js`,
  "webpack, of images": () => `static/media/logo.${text(hex, 8)}.svg`,
  "webpack, of 12 digits": () => `js/app.${text(hex, 12)}.js`,
  "webpack, of 20 digits": () => `js/app.${text(hex, 20)}.js`,
  "Next.js": () => `_next/static/chunks/page-${text(hex, 16)}.js`,
  "nothing but 8 digits": () => `${text(hex, 8)}.js`,
  "nothing but MD5": () => `img/${text(hex, 32)}.jpg`,
};

const many = 100_000;

describe("names with a digest", () => {
  for (const [bundler, name] of Object.entries(bundlers)) {
    it(`are over 99.9 % of ${many} of ${bundler}, in a folder of their own`, () => {
      const names = new Set(Array.from({ length: many }, name));
      const found = filesWithDigest(names).size / names.size;
      assert.ok(found > 0.999, `${(found * 100).toFixed(2)} %`);
    }).timeout(20_000);
  }

  const small: Readonly<Record<string, readonly [name: () => string, least: number]>> = {
    "Vite's": [() => `assets/index-${text(base64, 8)}.js`, 0.99],
    "esbuild's": [() => `main-${text(base32, 8)}.js`, 0.99],
    "webpack's": [() => `static/js/main.${text(hex, 8)}.js`, 0.99],
  };
  for (const [bundler, [name, least]] of Object.entries(small)) {
    it(`are over ${least * 100} % of ${bundler} in sites of four`, () => {
      const sites = Array.from({ length: 2_000 }, () => [name(), name(), name(), name()]);
      const found = sites.reduce((sum, site) => sum + filesWithDigest(site).size, 0) / (4 * sites.length);
      assert.ok(found > least, `${(found * 100).toFixed(2)} %`);
    });
  }

  it("are all in folders where frameworks keep nothing else", () => {
    const kept = ["_next/static/chunks/main.js", "_app/immutable/entry/start.js", "docs/_astro/page.css"];
    assert.deepEqual([...filesWithDigest([...kept, "_app/version.json", "_next/data.json", "astro/page.css"])], kept);
  });

  it("are those of a small site, of all its kinds", () => {
    const site = ["assets/index-BfQ3x9aZ.js", "assets/index-C8xLk2Pq.css", "assets/logo-Ck_9sA1b.svg"];
    assert.deepEqual([...filesWithDigest([...site, "index.html", "robots.txt"])], site);
    const sample = ["assets/icon.15219ebe.svg", "assets/site.17c5d632.css", "assets/site.ff17aca4.js"];
    assert.deepEqual([...filesWithDigest([...sample, "404.html", "index.html"])].sort(), sample);
    const angular = ["main-KXJ2Q4ZT.js", "chunk-3WQX7BDN.js", "styles-5INURTSO.css", "media/roboto-6QWYT7ZB.woff2"];
    assert.deepEqual([...filesWithDigest([...angular, "favicon.ico"])].sort(), angular.toSorted());
  });
});

const words = [
  "price-List",
  "team-Photo",
  "Jahresbericht",
  "rapport",
  "informe",
  "przykład",
  "Überblick",
  "café",
  "summary",
];
const two = (number: number) => String(number).padStart(2, "0");
const year = () => 1970 + Math.floor(random() * 70);
const date = (mark: string) =>
  [year(), two(1 + Math.floor(random() * 12)), two(1 + Math.floor(random() * 28))].join(mark);
const digits = (length: number) => text("0123456789", length);
const uuid = () => [8, 4, 4, 4, 12].map((length) => text(hex, length)).join("-");
const camel = ["HomePage", "WhatsApp", "GitHub", "YouTube", "OneDrive", "PowerBI", "NewYork", "McDonald", "SanMarino"];
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** As people and their devices write them. */
const ordinary: Readonly<Record<string, () => string>> = {
  "a word and a year": () => `${pick(words)}${year()}`,
  "a word, a mark and a year": () => `${pick(words)}${pick(["-", "_", ".", " "])}${year()}`,
  "a short word and a year": () =>
    `team-${capital(pick(["list", "foto", "plan", "menu", "bild", "note", "liste"]))}${year()}`,
  "a date": () => `${pick(words)}-${date(pick(["", "-", ".", "_"]))}`,
  "a date by itself": () => date(pick(["", "-", ""])),
  "a day first": () =>
    `${pick(words)}-${two(1 + Math.floor(random() * 28))}${two(1 + Math.floor(random() * 12))}${year()}`,
  "a camera": () =>
    `${pick(["IMG_", "DSC_", "DSC", "PXL_", "DJI_", "MVI_", "GOPR", "P1", "DSCF", "100-"])}${digits(4)}`,
  "a phone's camera": () =>
    `${pick(["IMG_", "VID_", "PXL_", "IMG-", "Screenshot_"])}${date("")}${pick(["_", "-"])}${digits(6)}`,
  "a messenger": () => `IMG-${date("")}-WA${digits(4)}`,
  "a version": () => `jquery-${digits(1)}.${digits(1)}.${digits(2)}.min`,
  "a version with a mark": () => `${pick(words)}-v${digits(1)}.${digits(1)}`,
  "a UUID": () => uuid(),
  "a UUID behind a word": () => `${pick(words)}-${uuid()}`,
  "a photo of an agency": () => `photo-15${digits(11)}-${text(hex, 12)}`,
  "a number by itself": () => digits(8 + Math.floor(random() * 6)),
  "a phone number": () => `fax-${pick(["0", "49", "1"])}${digits(9)}`,
  "a number of an agency": () => `pexels-photo-${digits(8)}`,
  "an id of a database": () => text(hex, 24),
  "a code of a product": () => `${pick(["SKU", "article", "ref"])}-${text(upper, 2)}${digits(6)}`,
  "a code of a product in one case": () =>
    `item-${text(`${upper}0123456789`, 4)}${text("0189", 1)}${text(`${upper}0123456789`, 3)}`,
  "two words": () => `chunk-${pick(camel)}${pick(["", "", "2", "24"])}`,
  "a word of eight letters": () =>
    `${pick(["team", "our"])}-${pick(["overview", "pictures", "download", "features", "Overview", "Wohnraum", "personal", "produits"])}`,
  "a word in capitals": () =>
    `${pick(["docs", "x"])}-${pick(["OVERVIEW", "README24", "DOWNLOAD", "LICENSES", "MANIFEST", "TELEFONE"])}`,
  "a language": () => `messages-${pick(["en_US_v2", "pt-BR_v3", "zh-Hans2", "de-CH-1901"])}`,
  "a size": () => `icon-${digits(3)}x${digits(3)}`,
};
const extensions = ["pdf", "jpg", "png", "webp", "svg", "js", "css", "csv", "docx", "tar.gz"];

describe("names without a digest", () => {
  for (const [kind, name] of Object.entries(ordinary)) {
    it(`are all that have ${kind}`, () => {
      const names = Array.from(
        { length: 4_000 },
        () => `${pick(["", "assets/", "img/"])}${name()}.${pick(extensions)}`,
      );
      assert.deepEqual([...filesWithDigest(names)], []);
    });
  }

  it("are all these, each in a site of its own", () => {
    const every = Object.values(ordinary).flatMap((name) =>
      Array.from({ length: 400 }, () => `${name()}.${pick(extensions)}`),
    );
    assert.deepEqual(
      every.filter((name) => filesWithDigest([name]).size > 0),
      [],
    );
  });

  it("are all these together, also in the folder of a bundler", () => {
    const every = Object.values(ordinary).flatMap((name) =>
      Array.from({ length: 400 }, () => `assets/${name()}.${pick(extensions)}`),
    );
    const digests = Array.from(
      { length: 400 },
      () => `assets/index-${text(base64, 8)}.${pick(["js", "css", "svg", "jpg"])}`,
    );
    const found = filesWithDigest([...every, ...digests]);
    assert.deepEqual(
      every.filter((name) => found.has(name)),
      [],
    );
    // What might be either is asked for again.
    assert.ok(digests.filter((name) => found.has(name)).length > 0.5 * digests.length);
  });

  it("are dates, years and UUIDs where all others have digests", () => {
    const digests = Array.from({ length: 40 }, () => [`js/app.${text(hex, 8)}.js`, `x/a-${text(hex, 12)}.png`]).flat();
    for (const name of [
      "js/app.20260101.js",
      "js/app.31122026.js",
      `x/${uuid()}.png`,
      "x/photo-1506744038136-46273834b3fb.png",
    ]) {
      const found = filesWithDigest([...digests, name]);
      assert.deepEqual([found.has(name), found.size], [false, new Set(digests).size], name);
    }
    const ofVite = Array.from({ length: 40 }, () => `assets/index-${text(base64, 8)}.js`);
    for (const name of ["assets/price-List2026.js", "assets/chunk-HomePage.js", "assets/x-photo-01.js"]) {
      assert.ok(!filesWithDigest([...ofVite, name]).has(name), name);
    }
  });

  const single = [
    ..."robots.txt index.html manifest.json favicon.ico LICENSE app.3f2a9c1b app.3f2a9c1.js app.deadbeef.js".split(" "),
    ..."price-List2026.pdf team-Photo2025.jpg report-20240101.pdf photo-IMG20240.jpg chunk-HomePage.js".split(" "),
    ..."runtime-es2015.js polyfills-es2015.js bootstrap.bundle.min.css three.r152.js workbox-window.prod.mjs".split(
      " ",
    ),
    ..."a-cafe2026.jpg a-facade12.png 24dec2026.jpg 2026feb01.jpg x-ff8800cc.png ISO-9001.pdf DIN-A4.pdf".split(" "),
    ..."WhatsApp-Image-2026-01-01-at-12.34.56.jpeg 9783161484100.jpg dQw4w9WgXcQ.jpg Straße-Übersicht.pdf".split(" "),
    ..."DE-12345678.pdf GB29NWBK60161331926819.pdf 550e8400e29b41d4a716446655440000.jpg B07XJ8C8F5.jpg".split(" "),
    ..."Windows11-24H2.png covid-19.pdf MP4-1080p60.mp4 T-Shirt1.jpg USB-C-Hub4.jpg H2O-CO2x.pdf S-24Ultra.png".split(
      " ",
    ),
  ];
  for (const name of single) {
    it(`are ${name}`, () => {
      assert.deepEqual([...filesWithDigest([name])], []);
    });
  }
});
