import assert from "node:assert/strict";
import { join } from "node:path";
import type { Line } from "../../../scripts/doctor/line.mjs";
import { shown, summed } from "../../../scripts/doctor/line.mjs";

type Purpose = "anything" | "aws" | "sandbox";
interface Facts {
  readonly platform: string;
  readonly node: { readonly version: string; readonly wanted: string };
  readonly npm: string | undefined;
  readonly packages: "locked" | "linked" | "missing" | "other";
  readonly pulumi: { readonly version: string | undefined; readonly sdk: string };
  readonly python: { readonly command: string; readonly version: string | undefined; readonly hasVenv: boolean };
  readonly go: string | undefined;
  readonly engine?: boolean;
  readonly download?: boolean;
  readonly disk: { readonly checkout: number | undefined; readonly cache: number | undefined; readonly folder: string };
}
interface Machine {
  readonly machineLines: (facts: Facts, purpose: Purpose) => Line[];
}

/** A machine with all that anybody needs. */
const whole: Facts = {
  platform: "linux",
  node: { version: "v20.19.0", wanted: "20.19" },
  npm: "10.8.2",
  packages: "locked",
  pulumi: { version: "v3.248.0", sdk: "3.248.0" },
  python: { command: "python3", version: "3.10.1", hasVenv: true },
  go: "1.21",
  disk: { checkout: 2 ** 33, cache: 2 ** 33, folder: "/cache" },
};
const without = { command: "python3", version: undefined, hasVenv: false };

describe("the doctor, of this machine", () => {
  let machine: Machine;
  before(async () => {
    machine = (await import(join(__dirname, "../../../scripts/doctor/machine.mjs"))) as Machine;
  });
  /** What is not ok, as it is printed. */
  const wrong = (facts: Partial<Facts>, purpose: Purpose = "anything") =>
    machine
      .machineLines({ ...whole, ...facts }, purpose)
      .filter(({ mark }) => mark !== "ok")
      .map(shown);

  it("finds nothing wrong where all is there", () => {
    for (const purpose of ["anything", "aws", "sandbox"] as const) assert.deepEqual(wrong({}, purpose), []);
  });

  it("wants a newer Node for everything", () => {
    for (const version of ["v18.20.4", "v20.18.3"]) {
      assert.deepEqual(wrong({ node: { version, wanted: "20.19" } }), [
        `blocker  Node: ${version}, and 20.19 or newer is needed -> https://nodejs.org/en/download`,
      ]);
    }
  });

  it("leaves packages to the command that comes next, unless it needs them to go on", () => {
    assert.deepEqual(wrong({ packages: "missing" }), [
      "note     packages: not installed; every other command does that first -> npm ci",
    ]);
    assert.deepEqual(wrong({ packages: "other" }, "aws"), [
      "blocker  packages: node_modules is not what package-lock.json says -> npm ci",
    ]);
    assert.match(
      wrong({ packages: "missing", npm: undefined })[0] ?? "",
      /^blocker .*npm, which comes with Node, is not/,
    );
    assert.deepEqual(wrong({ packages: "linked" }, "aws"), []);
  });

  it("wants a pulumi on PATH, as new as the SDK, for AWS alone", () => {
    const none = { version: undefined, sdk: "3.248.0" };
    const install = "curl -fsSL https://get.pulumi.com | sh";
    assert.deepEqual(wrong({ pulumi: none }, "aws"), [`blocker  pulumi: not on PATH -> ${install}`]);
    assert.deepEqual(wrong({ pulumi: none }), [
      `note     pulumi: not on PATH; only AWS needs it, the sandbox has its own -> ${install}`,
    ]);
    assert.deepEqual(wrong({ pulumi: none }, "sandbox"), []);
    assert.deepEqual(wrong({ pulumi: { version: "v3.99.0", sdk: "3.248.0" } }, "aws"), [
      `blocker  pulumi: 3.99.0, and the program is written with the SDK 3.248.0: the CLI has to be as new -> ${install}`,
    ]);
    assert.deepEqual(wrong({ pulumi: { version: "v3.300.1", sdk: "3.248.0" } }, "aws"), []);
  });

  it("wants a Python with venv for the sandbox alone", () => {
    const install = "apt-get install -y python3 python3-venv";
    assert.deepEqual(wrong({ python: without }, "sandbox"), [`blocker  Python: python3 is not there -> ${install}`]);
    const old = { command: "python3", version: "3.9.18", hasVenv: true };
    assert.deepEqual(wrong({ python: old }, "sandbox"), [
      `blocker  Python: 3.9.18, and 3.10 or newer is needed -> ${install}`,
    ]);
    const bare = { command: "python3", version: "3.12.3", hasVenv: false };
    assert.deepEqual(wrong({ python: bare }, "sandbox"), [
      `blocker  Python: 3.12.3 lacks its venv module -> ${install}`,
    ]);
    assert.match(wrong({ python: without }, "aws")[0] ?? "", /^note .*only the sandbox needs it/);
    assert.match(wrong({ python: without, platform: "darwin" })[0] ?? "", / -> brew install python$/);
  });

  it("wants Go where the sandbox has to build its engine, and nowhere else", () => {
    const facts = { go: undefined };
    assert.match(
      wrong({ ...facts, download: false }, "sandbox")[0] ?? "",
      /^blocker {2}Go: not on PATH, and Pulumi's rel/,
    );
    assert.match(wrong({ ...facts, download: true }, "sandbox")[0] ?? "", /^note /);
    assert.match(wrong({ ...facts, download: false }, "aws")[0] ?? "", /^note /);
    assert.deepEqual(wrong({ ...facts, engine: true, download: false }, "sandbox"), []);
    assert.match(wrong({ go: "1.20.3" })[0] ?? "", /^note {5}Go: 1\.20\.3, and 1\.21 or newer is needed/);
  });

  it("wants room for what is still to be kept", () => {
    const disk = { checkout: 0.4 * 2 ** 30, cache: 2 * 2 ** 30, folder: "/cache" };
    assert.deepEqual(wrong({ disk, engine: true }), []);
    assert.deepEqual(
      wrong({ disk, engine: true, packages: "missing" }).at(-1),
      ["blocker  disk of the checkout: 0.4 GiB free, and 0.6 GiB are needed -> make room there"].join(),
    );
    assert.deepEqual(wrong({ disk }, "sandbox"), [
      "blocker  disk of /cache: 2.0 GiB free, and 3.0 GiB are needed -> make room there",
    ]);
    assert.match(wrong({ disk }, "aws")[0] ?? "", /^note /);
    assert.deepEqual(wrong({ disk: { checkout: undefined, cache: undefined, folder: "/cache" } }), []);
  });

  it("ends with 1 where there is a blocker", () => {
    const summary = (purpose: Purpose, facts: Partial<Facts>) =>
      summed(machine.machineLines({ ...whole, ...facts }, purpose), "of prod");
    assert.deepEqual(summary("sandbox", { python: without }), { text: "1 thing is in the way of prod", code: 1 });
    assert.deepEqual(summary("sandbox", { python: without, go: undefined, download: false }), {
      text: "2 things are in the way of prod",
      code: 1,
    });
    assert.deepEqual(summary("aws", { python: without }), { text: "nothing is in the way of prod; 1 note", code: 0 });
    assert.deepEqual(summary("aws", { python: without, go: undefined }).text, "nothing is in the way of prod; 2 notes");
  });
});
