import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type {
  CodeDeployClient,
  CodeDeployClientConfig,
  DeploymentInfo,
  DeploymentStatus,
} from "@aws-sdk/client-codedeploy";
import type { AwsAccess } from "../../../release/aws-access";
import { appSpec, description, type Shift, targetOf } from "./app-spec";
import type { UnderWay } from "./next-step";

/** A deployment group, which is of one function. */
export interface DeploymentGroup {
  readonly application: string;
  readonly name: string;
}

/** What has become of a deployment. */
export interface Progress {
  readonly state: "under way" | "succeeded" | "failed";
  /** Why it failed, in CodeDeploy's words. */
  readonly reason: string | undefined;
  /** The deployment that takes it back. */
  readonly rollback: string | undefined;
}

const underWay: DeploymentStatus[] = ["Created", "Queued", "InProgress", "Baking", "Ready"];

/** Times that a deployment is asked for, and milliseconds before the second time; twice as many before each further one. */
const attempts = { most: 7, firstWaitMs: 500 };

/** The deployments of one group. */
export class Deployments {
  private constructor(
    private readonly codeDeploy: CodeDeployClient,
    /** Sends each call once. */
    private readonly once: CodeDeployClient,
    private readonly sdk: typeof import("@aws-sdk/client-codedeploy"),
    private readonly group: DeploymentGroup,
  ) {}

  static async of(aws: AwsAccess, group: DeploymentGroup): Promise<Deployments> {
    const sdk = await import("@aws-sdk/client-codedeploy");
    class Once extends sdk.CodeDeployClient {
      constructor(configuration: CodeDeployClientConfig) {
        super({ ...configuration, maxAttempts: 1 });
      }
    }
    const clients = [aws.client(sdk.CodeDeployClient, "codedeploy"), aws.client(Once, "codedeploy")] as const;
    return new Deployments(...clients, sdk, group);
  }

  /** The one that is under way: a group has one at a time. One that takes back another comes before that. */
  async underWay(): Promise<UnderWay | undefined> {
    const found = (await this.all(underWay)).map((info) => ({
      id: info.deploymentId ?? "",
      target: targetOf(info.description),
      isRollback: info.creator === "codeDeployRollback",
    }));
    return found.find(({ isRollback }) => isRollback) ?? found[0];
  }

  /**
   * Starts one, and never two: CodeDeploy knows no token by which it would tell a repeated request from another. So each has a
   * word of its own in its description, and where an answer got lost the deployment is looked for before it is asked for again.
   *
   * @returns its id.
   */
  async start(shift: Shift): Promise<string> {
    const said = description(shift, randomUUID());
    const command = new this.sdk.CreateDeploymentCommand({
      applicationName: this.group.application,
      deploymentGroupName: this.group.name,
      description: said,
      revision: { revisionType: "AppSpecContent", appSpecContent: { content: appSpec(shift) } },
    });
    for (let attempt = 1; ; attempt++) {
      try {
        const { deploymentId = "" } = await this.once.send(command);
        return deploymentId;
      } catch (error) {
        if (isFinal(error) || attempt === attempts.most) throw error;
      }
      await sleep(attempts.firstWaitMs * 2 ** (attempt - 1));
      const made = (await this.all()).find((info) => info.description === said);
      if (made?.deploymentId !== undefined) return made.deploymentId;
    }
  }

  /** Stops one and has it taken back. One that has ended by itself is let be. */
  async stop(deploymentId: string): Promise<void> {
    try {
      await this.codeDeploy.send(new this.sdk.StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }));
    } catch (error) {
      if (!(error instanceof this.sdk.DeploymentAlreadyCompletedException)) throw error;
    }
  }

  async progress(deploymentId: string): Promise<Progress> {
    const { deploymentInfo } = await this.codeDeploy.send(new this.sdk.GetDeploymentCommand({ deploymentId }));
    return progressOf(deploymentInfo ?? {});
  }

  private async all(includeOnlyStatuses?: DeploymentStatus[]): Promise<DeploymentInfo[]> {
    const of = { applicationName: this.group.application, deploymentGroupName: this.group.name };
    const found: DeploymentInfo[] = [];
    // What has ended is of interest for as long as requests are repeated.
    const range = includeOnlyStatuses ? { includeOnlyStatuses } : { createTimeRange: { start: hourAgo() } };
    for await (const { deployments = [] } of this.sdk.paginateListDeployments(
      { client: this.codeDeploy },
      { ...of, ...range },
    )) {
      for (const deploymentId of deployments) {
        const { deploymentInfo } = await this.codeDeploy.send(new this.sdk.GetDeploymentCommand({ deploymentId }));
        if (deploymentInfo) found.push(deploymentInfo);
      }
    }
    return found;
  }
}

const hourAgo = (): Date => new Date(Date.now() - 3_600_000);

/** What a deployment tells of itself, in short. */
export function progressOf({ status, errorInformation, rollbackInfo }: DeploymentInfo): Progress {
  const { code, message } = errorInformation ?? {};
  const reason = [code, message].filter((text) => text).join(": ");
  return {
    state: status === "Succeeded" ? "succeeded" : status === "Failed" || status === "Stopped" ? "failed" : "under way",
    reason: reason === "" ? undefined : reason,
    rollback: rollbackInfo?.rollbackDeploymentId,
  };
}

/** Whether CodeDeploy has said no, so that asking once more is in vain; else it may have said yes, and its answer got lost. */
function isFinal(error: unknown): boolean {
  const { $fault, name } = error as { readonly $fault?: string; readonly name?: string };
  const later = ["ThrottlingException", "Throttling", "TooManyRequestsException", "DeploymentLimitExceededException"];
  return $fault === "client" && !later.includes(name ?? "");
}
