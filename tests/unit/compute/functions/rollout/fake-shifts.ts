import { setTimeout as sleep } from "node:timers/promises";
import { CodeDeployServiceException, DeploymentAlreadyCompletedException } from "@aws-sdk/client-codedeploy";
import { ResourceNotFoundException } from "@aws-sdk/client-lambda";
import type { AwsAccess } from "../../../../../infra/release/aws-access";

interface Deployment {
  readonly id: string;
  readonly description: string;
  readonly content: string;
  readonly creator: string;
  readonly createTime: Date;
  status: "InProgress" | "Succeeded" | "Failed" | "Stopped";
  rollback?: string;
  reason?: string;
}

type Input = Readonly<Record<string, unknown>>;

/** As much of Lambda, CodeDeploy and CloudWatch as a release asks, in memory: a deployment goes on by a step whenever it is looked at. */
export class FakeShifts {
  alias: { version: string; weights: Record<string, number> } | undefined = { version: "7", weights: {} };
  versions = ["1", "2", "3", "4", "5", "6", "7", "8"];
  readonly deployments: Deployment[] = [];
  /** Looks at a deployment before it ends. */
  steps = 2;
  /** Whether it ends well. */
  alarm: string | undefined;
  /** Names of alarms that ring, by look. */
  ringing: string[][] = [];
  readonly calls: string[] = [];
  /** Throws where a call fails; `after` says whether it was carried out. */
  fail: (call: string, when: "before" | "after") => void = () => undefined;

  readonly access: AwsAccess = {
    client: (Client) => {
      process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
      const client = new Client({
        region: "eu-west-1",
        credentials: { accessKeyId: "a", secretAccessKey: "s" },
      });
      Object.assign(client as object, {
        send: async (command: { readonly constructor: { readonly name: string }; readonly input: Input }) => {
          const call = command.constructor.name.replace(/Command$/, "");
          await sleep(0);
          this.calls.push(call);
          this.fail(call, "before");
          const answer = this.answers[call]?.(command.input);
          this.fail(call, "after");
          return answer;
        },
      });
      return client;
    },
  };

  /** As if somebody had started it before. */
  begin(to: string, more: Partial<Deployment> = {}): Deployment {
    const id = `d-${this.deployments.length + 1}`;
    const content = JSON.stringify({ TargetVersion: to });
    const made = {
      id,
      description: `Version ${to} of posts (earlier)`,
      content,
      creator: "user",
      createTime: new Date(),
      status: "InProgress" as const,
    };
    this.deployments.push({ ...made, ...more });
    if (this.alias) this.alias.weights = { [to]: 0.1 };
    return this.byId(id);
  }

  count(call: string): number {
    return this.calls.filter((each) => each === call).length;
  }

  private readonly answers: Readonly<Record<string, (input: Input) => unknown>> = {
    GetAlias: () => {
      if (!this.alias) throw new ResourceNotFoundException({ $metadata: {}, message: "none", Type: "User" });
      return {
        FunctionVersion: this.alias.version,
        RoutingConfig: { AdditionalVersionWeights: { ...this.alias.weights } },
      };
    },
    ListVersionsByFunction: () => ({ Versions: ["$LATEST", ...this.versions].map((Version) => ({ Version })) }),
    ListAliases: () => ({
      Aliases: [
        { FunctionVersion: this.alias?.version, RoutingConfig: { AdditionalVersionWeights: this.alias?.weights } },
        { FunctionVersion: "2", RoutingConfig: { AdditionalVersionWeights: { 3: 0.5 } } },
      ],
    }),
    DeleteFunction: ({ Qualifier }) => {
      this.versions = this.versions.filter((version) => version !== Qualifier);
      return {};
    },
    DescribeAlarms: () => ({ MetricAlarms: (this.ringing.shift() ?? []).map((AlarmName) => ({ AlarmName })) }),
    CreateDeployment: (input) => {
      if (this.deployments.some(({ status }) => status === "InProgress"))
        throw refusal("DeploymentLimitExceededException", "client");
      const { content } = (input["revision"] as { appSpecContent: { content: string } }).appSpecContent;
      const { id } = this.begin(targetOf(content) ?? "", { content, description: String(input["description"]) });
      return { deploymentId: id };
    },
    StopDeployment: ({ deploymentId }) => {
      const deployment = this.byId(deploymentId);
      if (deployment.status !== "InProgress")
        throw new DeploymentAlreadyCompletedException({ $metadata: {}, message: "done" });
      this.takeBack(deployment, "Stopped", "MANUAL_STOP");
      return {};
    },
    ListDeployments: ({ includeOnlyStatuses }) => ({
      deployments: this.deployments
        .filter(({ status }) => !includeOnlyStatuses || (includeOnlyStatuses as string[]).includes(status))
        .map(({ id }) => id),
    }),
    GetDeployment: ({ deploymentId }) => {
      const deployment = this.byId(deploymentId);
      this.goOn(deployment);
      return {
        deploymentInfo: {
          deploymentId: deployment.id,
          status: deployment.status,
          creator: deployment.creator,
          description: deployment.description,
          // CodeDeploy shows no more of an AppSpec.
          revision: { revisionType: "String", string: { sha256: "0a1b" } },
          ...(deployment.reason !== undefined && {
            errorInformation: { code: deployment.reason, message: this.alarm ?? "by hand" },
          }),
          ...(deployment.rollback !== undefined && { rollbackInfo: { rollbackDeploymentId: deployment.rollback } }),
        },
      };
    },
  };

  private readonly looks = new Map<string, number>();

  private goOn(deployment: Deployment): void {
    if (deployment.status !== "InProgress") return;
    const looks = (this.looks.get(deployment.id) ?? 0) + 1;
    this.looks.set(deployment.id, looks);
    if (looks <= this.steps) return;
    if (deployment.creator === "user" && this.alarm !== undefined) {
      this.takeBack(deployment, "Failed", "ALARM_ACTIVE");
      return;
    }
    deployment.status = "Succeeded";
    if (!this.alias) return;
    const target = targetOf(deployment.content);
    this.alias = { version: deployment.creator === "user" && target ? target : this.alias.version, weights: {} };
  }

  private takeBack(deployment: Deployment, status: "Failed" | "Stopped", reason: string): void {
    deployment.status = status;
    deployment.reason = reason;
    const content = JSON.stringify({ TargetVersion: this.alias?.version });
    const rollback = `d-${this.deployments.length + 1}`;
    deployment.rollback = rollback;
    this.deployments.push({
      id: rollback,
      description: "",
      content,
      creator: "codeDeployRollback",
      createTime: new Date(),
      status: "InProgress",
    });
  }

  private byId(id: unknown): Deployment {
    const found = this.deployments.find((each) => each.id === id);
    if (!found) throw new Error(`no deployment ${String(id)}`);
    return found;
  }
}

const targetOf = (content: string): string | undefined => /"TargetVersion":"(\d+)"/.exec(content)?.[1];

/** How a service says no. */
export const refusal = (name: string, $fault: "client" | "server"): Error =>
  new CodeDeployServiceException({ name, $fault, $metadata: {}, message: name });
