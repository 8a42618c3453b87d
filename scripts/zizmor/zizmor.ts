/** `tsx scripts/zizmor/zizmor.ts <file or folder>`: what zizmor finds unsafe in workflows, by its audits that need no network. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pythonPrograms } from "../../sandbox/python";

/** Audits a file or a folder of workflows. Where zizmor cannot be had, that is an error and no silence. */
export async function zizmor(path: string): Promise<{ readonly isClean: boolean; readonly found: string }> {
  const installed = { name: "zizmor", title: "zizmor", requirements: join(__dirname, "requirements.txt") };
  const programs = await pythonPrograms(installed, console.error);
  const config = join(__dirname, "../../.github/zizmor.yml");
  const args = ["--offline", "--no-progress", "--quiet", "--config", config, path];
  const { status, stdout, stderr, error } = spawnSync(join(programs, "zizmor"), args, { encoding: "utf8" });
  if (error) throw error;
  return { isClean: status === 0, found: `${stdout}${stderr}` };
}

async function main([path = ".github/workflows"]: readonly string[]): Promise<number> {
  const { isClean, found } = await zizmor(path);
  process.stdout.write(found);
  return isClean ? 0 : 1;
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error((error as Error).message);
      process.exit(1);
    },
  );
}
