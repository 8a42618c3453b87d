import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { AwsAccess } from "../../../release/aws-access";

/** AWS as a rollout needs it. */
export interface Clients {
  readonly scaling: AutoScalingClient;
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly watch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
}

export async function clientsOf(aws: AwsAccess): Promise<Clients> {
  const [scaling, balancing, watch, logs] = await Promise.all([
    import("@aws-sdk/client-auto-scaling"),
    import("@aws-sdk/client-elastic-load-balancing-v2"),
    import("@aws-sdk/client-cloudwatch"),
    import("@aws-sdk/client-cloudwatch-logs"),
  ]);
  return {
    scaling: aws.client(scaling.AutoScalingClient, "autoscaling"),
    balancing: aws.client(balancing.ElasticLoadBalancingV2Client, "elbv2"),
    watch: aws.client(watch.CloudWatchClient, "cloudwatch"),
    logs: aws.client(logs.CloudWatchLogsClient, "logs"),
  };
}
