/**
 * Measures a site of ten thousand files (or of FILES) as the platform publishes it, beside one resource a file: previews
 * without a change, deployments of one changed file, and the memory that the program takes. Policies are left out, which
 * would look at every object.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Platform } from "../engine/platform";
import { compare, report } from "./ratios";

const files = Number(process.env["FILES"] ?? 10_000);
const few = 10;

class Subject {
  readonly platform = new Platform();
  private round = 0;

  constructor(program: string, count = files) {
    const source = readFileSync(join(__dirname, "publishing", program), "utf8");
    this.platform.replaceProgram(source.replaceAll("../../../infra/", "./"));
    this.platform.write("infra/memory.ts", readFileSync(join(__dirname, "publishing/memory.ts"), "utf8"));
    this.platform.write("pages/index.html", "<!doctype html><title>bench</title>\n");
    for (let index = 1; index < count; index++) this.page(index, "first");
    // State is written once in the end: with each of ten thousand resources it would be the files' number squared.
    this.platform.variables["PULUMI_SKIP_CHECKPOINTS"] = "true";
    this.platform.variables["PULUMI_EXPERIMENTAL"] = "true";
    this.platform.variables["MEMORY"] = join(this.platform.folder, "memory");
  }

  readonly up = async (): Promise<void> => {
    await this.platform.succeed("up", "-s", "dev", "--yes", "--skip-preview", ...withoutPolicies);
  };

  readonly preview = async (): Promise<void> => {
    await this.platform.succeed("preview", "-s", "dev", "--expect-no-changes", ...withoutPolicies);
  };

  readonly change = async (): Promise<void> => {
    this.page(1, `round ${++this.round}`);
    await this.up();
  };

  get memory(): number {
    return Number(readFileSync(join(this.platform.folder, "memory"), "utf8"));
  }

  private page(index: number, text: string): void {
    this.platform.write(`pages/${index}.html`, `<!doctype html><title>${index}</title>${text}\n`);
  }
}

const withoutPolicies = ["--policy-pack", ""];

async function main(): Promise<void> {
  const release = new Subject("release.ts");
  await release.up();
  const peak = release.memory;
  const objects = (await release.platform.state("dev")).filter(({ type }) => /:BucketObject/.test(type));
  console.log(`a site of ${files} files: ${objects.length} objects in the state`);

  const small = new Subject("release.ts", few);
  await small.up();
  const detail = `${Math.round(peak / 1024)} MiB, with ${few} files ${Math.round(small.memory / 1024)} MiB`;
  // The collector lets garbage of a few hundred MiB lie, with four times as many files too, so it is no limit of 1.
  report(`memory of the program with ${files} files / with ${few}`, peak / small.memory, 2.5, detail);
  await small.platform.remove();

  for (const [program, name] of [
    ["objects.ts", "one aws.s3.BucketObjectv2 a file"],
    ["synced-folder.ts", "@pulumi/synced-folder"],
  ] as const) {
    const baseline = new Subject(program);
    await baseline.up();
    const other = `${Math.round(peak / 1024)} MiB, baseline ${Math.round(baseline.memory / 1024)} MiB`;
    report(`memory of the program / with ${name}`, peak / baseline.memory, 0.5, other);
    await compare({
      name: `preview without a change / with ${name}`,
      limit: 0.5,
      pairs: 1,
      baseline: baseline.preview,
      subject: release.preview,
    });
    await compare({
      name: `up of one changed file / with ${name}`,
      limit: 0.5,
      pairs: 1,
      baseline: baseline.change,
      subject: release.change,
    });
    await baseline.platform.remove();
  }
  await release.platform.remove();
}

void main();
