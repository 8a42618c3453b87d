import type { LambdaClient } from "@aws-sdk/client-lambda";
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
    live: async () => {
      const { GetAliasCommand } = await import("@aws-sdk/client-lambda");
      const { FunctionVersion } = await (
        await lambda(aws)
      ).send(new GetAliasCommand({ FunctionName: functionName, Name: alias }));
      return FunctionVersion;
    },
    makeLive: async (to, say) => {
      const client = await lambda(aws);
      await refuseWhatIsNotThere(client, of, functionName, to);
      await refuseWhileUnderWay(client, of, functionName);
      const { UpdateAliasCommand } = await import("@aws-sdk/client-lambda");
      await client.send(new UpdateAliasCommand({ FunctionName: functionName, Name: alias, FunctionVersion: to }));
      say(`${of}: calls get version ${to}`);
    },
    isSaidBy: ({ type, outputs = {} }) =>
      type === "aws:lambda/alias:Alias" && outputs["functionName"] === functionName && outputs["name"] === alias,
  };
}

async function refuseWhatIsNotThere(client: LambdaClient, of: string, name: string, version: string): Promise<void> {
  const { GetFunctionConfigurationCommand } = await import("@aws-sdk/client-lambda");
  try {
    if (!/^\d+$/.test(version)) throw new Mistake(`${of} has no version ${version}: versions are numbers`);
    await client.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: version }));
  } catch (error) {
    if ((error as Error).name !== "ResourceNotFoundException") throw error;
    throw new Mistake(`${of} has no version ${version}: it was pruned (keepVersions), or there never was one`);
  }
}

/** Two that move an alias at once would each undo the other. */
async function refuseWhileUnderWay(client: LambdaClient, of: string, name: string): Promise<void> {
  const { GetAliasCommand } = await import("@aws-sdk/client-lambda");
  const { RoutingConfig } = await client.send(new GetAliasCommand({ FunctionName: name, Name: alias }));
  const [version] = Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {});
  if (version !== undefined)
    throw new Mistake(
      `version ${version} of ${of} is being released: wait until that has ended, or stop it in CodeDeploy`,
    );
}

async function lambda(aws: AwsAccess): Promise<LambdaClient> {
  const { LambdaClient } = await import("@aws-sdk/client-lambda");
  return aws.client(LambdaClient, "lambda");
}
