import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { AwsAccess } from "../../../release/aws-access";
import type { Route } from "./next-step";
import { oldVersions } from "./old-versions";

/** A function and its alias, as AWS has them. */
export class LiveAlias {
  private constructor(
    private readonly lambda: LambdaClient,
    private readonly sdk: typeof import("@aws-sdk/client-lambda"),
    readonly functionName: string,
    readonly alias: string,
  ) {}

  static async of(aws: AwsAccess, functionName: string, alias: string): Promise<LiveAlias> {
    const sdk = await import("@aws-sdk/client-lambda");
    return new LiveAlias(aws.client(sdk.LambdaClient, "lambda"), sdk, functionName, alias);
  }

  /** Where it leads; nothing where it is not there yet. */
  async route(): Promise<Route | undefined> {
    try {
      const command = new this.sdk.GetAliasCommand({ FunctionName: this.functionName, Name: this.alias });
      const { FunctionVersion = "", RoutingConfig } = await this.lambda.send(command);
      return { version: FunctionVersion, others: percents(RoutingConfig?.AdditionalVersionWeights) };
    } catch (error) {
      if (error instanceof this.sdk.ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  /** Whether the function has a version that an alias can lead to. */
  async has(version: string): Promise<boolean> {
    try {
      const command = { FunctionName: this.functionName, Qualifier: version };
      await this.lambda.send(new this.sdk.GetFunctionConfigurationCommand(command));
      return true;
    } catch (error) {
      if (error instanceof this.sdk.ResourceNotFoundException) return false;
      throw error;
    }
  }

  /** Leads every call to a version, at once. */
  async leadTo(version: string): Promise<void> {
    const command = { FunctionName: this.functionName, Name: this.alias, FunctionVersion: version };
    await this.lambda.send(new this.sdk.UpdateAliasCommand(command));
  }

  /**
   * Deletes versions but for the newest ones, what any alias leads to, and what is named.
   *
   * @returns the deleted ones.
   */
  async prune(keep: number, named: readonly (string | undefined)[]): Promise<readonly string[]> {
    const used = new Set([...(await this.usedByAliases()), ...named.filter((version) => version !== undefined)]);
    const old = oldVersions(await this.versions(), used, keep);
    for (const Qualifier of old) {
      await this.lambda.send(new this.sdk.DeleteFunctionCommand({ FunctionName: this.functionName, Qualifier }));
    }
    return old;
  }

  private async versions(): Promise<string[]> {
    const found: string[] = [];
    const pages = this.sdk.paginateListVersionsByFunction({ client: this.lambda }, { FunctionName: this.functionName });
    for await (const { Versions = [] } of pages) {
      found.push(
        ...Versions.flatMap(({ Version }) => (Version === undefined || Version === "$LATEST" ? [] : [Version])),
      );
    }
    return found;
  }

  private async usedByAliases(): Promise<string[]> {
    const found: string[] = [];
    const pages = this.sdk.paginateListAliases({ client: this.lambda }, { FunctionName: this.functionName });
    for await (const { Aliases = [] } of pages) {
      for (const { FunctionVersion = "", RoutingConfig } of Aliases)
        found.push(FunctionVersion, ...Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {}));
    }
    return found;
  }
}

const percents = (weights: Readonly<Record<string, number>> = {}): Record<string, number> =>
  Object.fromEntries(Object.entries(weights).map(([version, weight]) => [version, Math.round(weight * 1000) / 10]));
