import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { LocalAws } from "./local-aws";

const root = join(__dirname, "../..");

/** The sample's users service on this machine, in the place of the instances that the local AWS does not run. */
export class UsersService {
  private child: ChildProcess | undefined;

  /** Gives the port that it listens on. */
  async start(): Promise<number> {
    const child = spawn(join(root, "node_modules/.bin/tsx"), ["app/instance/index.ts"], {
      cwd: root,
      env: { ...process.env, HOST: "127.0.0.1", PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.child = child;
    return new Promise((resolve, reject) => {
      let output = "";
      child.stdout.on("data", (data: Buffer) => {
        output += data.toString();
        const [, port] = /"port":(\d+)/.exec(output) ?? [];
        if (port !== undefined) resolve(Number(port));
      });
      child.on("error", reject);
      child.on("exit", (code) => {
        reject(new Error(`the users service ended with ${code}: ${output}`));
      });
    });
  }

  /** Lets it answer for every instance of a scaling group. */
  async standInFor(group: string, aws: LocalAws, port: number): Promise<void> {
    const described = await aws.query("autoscaling", "DescribeAutoScalingGroups", {
      "AutoScalingGroupNames.member.1": group,
    });
    const instances = [...described.matchAll(/<InstanceId>(i-[a-z0-9]+)<\/InstanceId>/g)].map(([, id]) => id ?? "");
    if (instances.length === 0) throw new Error(`${group} has no instances`);
    for (const instance of instances) await aws.serveForInstance(instance, port);
  }

  stop(): void {
    this.child?.kill();
  }
}
