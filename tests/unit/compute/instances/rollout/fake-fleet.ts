import {
  ActiveInstanceRefreshNotFoundFault,
  type Activity,
  type DesiredConfiguration,
  InstanceRefreshInProgressFault,
  type InstanceRefreshStatus,
  type RefreshPreferences,
} from "@aws-sdk/client-auto-scaling";
import { ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import { isLaunchedBy, versionOf } from "../../../../../infra/compute/instances/rollout/configuration";
import type { AwsAccess } from "../../../../../infra/release/aws-access";

/** How instances of a version are: they answer, or fail their health check, or answer with errors that ring an alarm. */
type Kind = "good" | "unhealthy" | "errors";

interface FakeRefresh {
  InstanceRefreshId: string;
  Status: InstanceRefreshStatus;
  StatusReason?: string;
  PercentageComplete: number;
  InstancesToUpdate: number;
  DesiredConfiguration: DesiredConfiguration;
  Preferences: RefreshPreferences;
}

interface Instance {
  readonly id: string;
  readonly version: string;
}

type Input = Readonly<Record<string, unknown>>;

interface Command {
  readonly input: Input;
}

export const template = (version: string): DesiredConfiguration => ({
  LaunchTemplate: { LaunchTemplateId: "lt-1", Version: version },
});

/** A scaling group in memory with two instances of version 6, whose refreshes go one step on whenever they are asked for. */
export class FakeFleet implements AwsAccess {
  configuration: DesiredConfiguration = template("6");
  graceSeconds = 180;
  instances: Instance[] = [];
  refreshes: FakeRefresh[] = [];
  /** By version; those not named are good. */
  kinds: Readonly<Record<string, Kind>> = {};
  alarmsOn: string[] = [];
  /** AWS refuses to roll back by itself what is launched by a parameter's AMI. */
  namesAmi = false;
  readonly activities: Activity[] = [];
  readonly calls: { readonly name: string; readonly input: Input }[] = [];
  /** Lets a call fail, before AWS does what it says or after. */
  plan: (name: string) => "before" | "after" | undefined = () => undefined;
  private count = 0;

  constructor() {
    this.instances = [this.launch("6"), this.launch("6")];
  }

  readonly client = (() => ({ send: (command: Command) => this.send(command) })) as unknown as AwsAccess["client"];

  of(name: string): readonly Input[] {
    return this.calls.filter((call) => call.name === name).map(({ input }) => input);
  }

  /** A refresh that goes on by itself: somebody else has started it. */
  start(
    configuration: DesiredConfiguration,
    preferences: RefreshPreferences = {},
    status: InstanceRefreshStatus = "InProgress",
  ): string {
    const id = `refresh-${++this.count}`;
    this.refreshes.unshift({
      InstanceRefreshId: id,
      Status: status,
      PercentageComplete: 0,
      InstancesToUpdate: 2,
      DesiredConfiguration: configuration,
      Preferences: preferences,
    });
    return id;
  }

  versions(): readonly string[] {
    return this.instances.map(({ version }) => version).sort();
  }

  private launch(version: string): Instance {
    return { id: `i-0${(++this.count).toString(16)}`, version };
  }

  private async send(command: Command): Promise<unknown> {
    const name = command.constructor.name.replace(/Command$/, "");
    this.calls.push({ name, input: command.input });
    const fault = this.plan(name);
    if (fault === "before") throw new Error(`${name}: cut`);
    const answer = this.answer(name, command.input);
    await Promise.resolve();
    if (fault === "after") throw new Error(`${name}: cut`);
    return answer;
  }

  private answer(name: string, input: Input): unknown {
    switch (name) {
      case "DescribeAutoScalingGroups":
        return { AutoScalingGroups: [this.group()] };
      case "UpdateAutoScalingGroup":
        this.graceSeconds = Number(input["HealthCheckGracePeriod"]);
        return {};
      case "DescribeInstanceRefreshes":
        this.advance();
        return { InstanceRefreshes: this.refreshes.map((refresh) => ({ ...refresh })) };
      case "StartInstanceRefresh":
        return this.started(input);
      case "CancelInstanceRefresh":
        return this.cancelled();
      case "DescribeScalingActivities":
        return { Activities: this.activities };
      case "DescribeAlarms":
        return {
          MetricAlarms: this.alarmsOn
            .filter((alarm) => (input["AlarmNames"] as string[]).includes(alarm))
            .map((alarm) => ({ AlarmName: alarm, StateReason: "too many" })),
        };
      case "DescribeTargetHealth":
        return {
          TargetHealthDescriptions: this.instances.map(({ id, version }) => ({
            Target: { Id: id },
            TargetHealth: { State: this.kinds[version] === "unhealthy" ? "unhealthy" : "healthy" },
          })),
        };
      case "GetLogEvents":
        if (!String(input["logStreamName"]).endsWith("/boot"))
          throw new ResourceNotFoundException({ message: "no stream", $metadata: {} });
        return { events: [{ message: "installing" }, { message: "the application does not accept connections" }] };
      default:
        throw new Error(`${name} is not known`);
    }
  }

  private group() {
    return {
      AutoScalingGroupName: "users",
      MinSize: 2,
      HealthCheckGracePeriod: this.graceSeconds,
      TargetGroupARNs: ["tg"],
      ...this.configuration,
      Instances: this.instances.map(({ id, version }) => ({
        InstanceId: id,
        InstanceType: "t4g.small",
        LifecycleState: "InService",
        HealthStatus: "Healthy",
        LaunchTemplate: { LaunchTemplateId: "lt-1", LaunchTemplateName: "users", Version: version },
      })),
    };
  }

  private get active(): FakeRefresh | undefined {
    return this.refreshes.find(({ Status }) =>
      ["Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"].includes(Status),
    );
  }

  private started(input: Input): unknown {
    if (this.active) throw new InstanceRefreshInProgressFault({ message: "one is under way", $metadata: {} });
    const preferences = input["Preferences"] as RefreshPreferences;
    if (preferences.AutoRollback === true && this.namesAmi) {
      throw Object.assign(new Error("AutoRollback is not possible"), { name: "ValidationError" });
    }
    return { InstanceRefreshId: this.start(input["DesiredConfiguration"] as DesiredConfiguration, preferences) };
  }

  private cancelled(): unknown {
    const { active } = this;
    if (!active) throw new ActiveInstanceRefreshNotFoundFault({ message: "none", $metadata: {} });
    active.Status = "Cancelling";
    return { InstanceRefreshId: active.InstanceRefreshId };
  }

  /** One instance is replaced, or one that is new is found unhealthy, or the refresh ends. */
  private advance(): void {
    const { active } = this;
    if (!active) return;
    if (active.Status === "Cancelling") active.Status = "Cancelled";
    if (active.Status === "RollbackInProgress") this.rollBack(active);
    if (active.Status !== "InProgress") return;
    const version = versionOf(active.DesiredConfiguration);
    const kind = this.kinds[version] ?? "good";
    const old = this.instances.find((instance) => instance.version !== version);
    const alarms = active.Preferences.AlarmSpecification?.Alarms ?? [];
    if (kind === "unhealthy") this.replaceUnhealthy(version);
    else if (old) {
      this.instances = [...this.instances.filter(({ id }) => id !== old.id), this.launch(version)];
      active.InstancesToUpdate--;
      active.PercentageComplete = 100 - 50 * active.InstancesToUpdate;
    } else if (kind === "errors" && alarms.includes("errors")) {
      this.alarmsOn = ["errors"];
      active.Status = active.Preferences.AutoRollback === true ? "RollbackInProgress" : "Failed";
      active.StatusReason = "The alarm errors is on";
    } else {
      active.Status = "Successful";
      this.configuration = active.DesiredConfiguration;
    }
  }

  replaceUnhealthy(version: string): void {
    const sick = this.instances.find((instance) => instance.version === version);
    this.instances = [...this.instances.filter((instance) => instance !== sick), this.launch(version)];
    if (!sick) return;
    this.activities.unshift({
      ActivityId: sick.id,
      AutoScalingGroupName: "users",
      Description: `Terminating EC2 instance: ${sick.id}`,
      Cause: "At noon an instance was taken out of service in response to an ELB system health check failure.",
      StartTime: new Date(),
      StatusCode: "Successful",
    });
  }

  private rollBack(active: FakeRefresh): void {
    const version = versionOf(this.configuration);
    if (this.instances.every((instance) => instance.version === version)) active.Status = "RollbackSuccessful";
    this.instances = this.instances.map((instance) => (instance.version === version ? instance : this.launch(version)));
  }

  /** Whether all is of one version, and the group launches it. */
  runs(version: string): boolean {
    return isLaunchedBy(this.configuration, template(version)) && this.versions().every((each) => each === version);
  }
}
