import { apiExample, examplePath } from "./api-example";
import type { Checkout } from "./checkout";
import { runTool } from "./engine/run-tool";
import type { StackOutputs } from "./outputs";
import { runForUser } from "./run";
import { openSession } from "./session";
import { siteAddress } from "./site-address";

const STACK = "dev";

interface Update {
  readonly resourceChanges?: Readonly<Record<string, number>>;
}

/**
 * Deploys the dev stack on the local AWS, and shows its outputs and what to try next. The preview is not left out:
 * policies on the whole stack refuse there, before anything is made. Gives the exit code of Pulumi where it fails.
 */
export async function start(checkout: Checkout, log: (line: string) => void): Promise<number> {
  const { engine, env, stackFile, awsUrl } = await openSession({
    checkout,
    stack: STACK,
    operation: true,
    change: true,
    create: true,
    log,
  });
  const run = { cwd: checkout.root, env: { ...env, PULUMI_OPTION_CONFIG_FILE: stackFile?.file } };
  const pulumi = (...args: string[]): Promise<number> => runForUser(engine.pulumi, [...args, "--stack", STACK], run);

  const code = await pulumi("up", "--yes", "--suppress-outputs");
  if (code !== 0) return code;

  const history = await runTool(engine.pulumi, ["stack", "history", "--json", "--page-size", "1", "-s", STACK], {
    cwd: checkout.shadow,
    env,
  });
  const changes = (JSON.parse(history) as Update[])[0]?.resourceChanges ?? {};
  const unchanged = Object.keys(changes).every((change) => change === "same");
  console.log(
    unchanged ? "Nothing has changed: the stack was already as the program says.\n" : "The dev stack is deployed.\n",
  );
  const shown = await pulumi("stack", "output");
  if (shown !== 0) return shown;

  const outputs = await runTool(engine.pulumi, ["stack", "output", "--json", "-s", STACK], {
    cwd: checkout.shadow,
    env,
  });
  console.log([...addresses(JSON.parse(outputs) as StackOutputs, awsUrl), NEXT].join("\n"));
  return 0;
}

/** What answers on this machine, and where. */
function addresses(outputs: StackOutputs, awsUrl: string): string[] {
  const site = siteAddress(outputs, awsUrl);
  const path = examplePath(outputs);
  const api = apiExample(outputs);
  return [
    ...(site
      ? [`\nThe site opens in a browser on this machine${path ? `, and behind it its API, at ${path}` : ""}:`]
      : []),
    ...(site ? [`  ${site}`] : []),
    ...(api ? [`\nThe API answers on this machine:\n  ${api}`] : []),
  ];
}

const NEXT = `
What to try next:
  npm run sandbox -- preview -s prod             what production would be, on the same machine
  edit Pulumi.dev.yaml, then npm start again     how a change of settings changes the stack
  npm run sandbox -- destroy -s dev --yes        take it all down`;
