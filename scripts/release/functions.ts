import { LiveAlias } from "../../infra/compute/functions/rollout/live-alias";
import type { AwsAccess } from "../../infra/release/aws-access";
import { Mistake } from "../mistake";
import type { Released } from "./released";

/** The alias by which a function is called; it names the version that is live. */
const alias = "live";

/** A function: its alias is moved to a version that was published before. */
export function releasedFunction(aws: AwsAccess, of: string, functionName: string, bucket: string): Released {
  return {
    of,
    bucket,
    live: async () => (await (await LiveAlias.of(aws, functionName, alias)).route())?.version,
    makeLive: async (to, say) => {
      const calls = await LiveAlias.of(aws, functionName, alias);
      if (!/^\d+$/.test(to)) throw new Mistake(`${of} has no version ${to}: versions are numbers`);
      if (!(await calls.has(to)))
        throw new Mistake(`${of} has no version ${to}: it was pruned (keepVersions), or there never was one`);
      // Two that move an alias at once would each undo the other.
      const [shifting] = Object.keys((await calls.route())?.others ?? {});
      if (shifting !== undefined)
        throw new Mistake(
          `version ${shifting} of ${of} is being released: wait until that has ended, or stop it in CodeDeploy`,
        );
      await calls.leadTo(to);
      say(`${of}: calls get version ${to}`);
    },
    isSaidBy: ({ type, outputs = {} }) =>
      type === "aws:lambda/alias:Alias" && outputs["functionName"] === functionName && outputs["name"] === alias,
  };
}
