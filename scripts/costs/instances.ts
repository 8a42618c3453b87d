import type { InstancesSettings } from "../../infra/settings";
import { kept, logs, running, type Use } from "./use";

/** The load balancer, the fewest instances with what belongs to each, and what watches them. */
export function instancesUses(instances: InstancesSettings): Use[] {
  const { scaling, rootVolumeGib } = instances;
  return [
    ...loadBalancer(instances),
    ...fleet(instances),
    {
      item: "Root volumes",
      price: "ebs.gp3",
      unit: "GB-month",
      quantity: scaling.min * rootVolumeGib,
    },
    kept(scaling.min * detailedMetrics, "Metric of detailed monitoring", "cloudwatch.metric"),
    kept(alarms(instances), "Alarm of scaling and releases, by metric", "cloudwatch.alarm"),
    ...logs("Logs of instances"),
  ];
}

/** CPU, network in and out, and reads and writes of instance storage, as operations and as bytes. */
const detailedMetrics = 7;

/**
 * Alarms are charged by metric. AWS keeps two for each scaling policy, to scale out and in, and releases watch one metric of
 * health and, where the load balancer sees answers, three for the share of errors.
 */
const alarms = ({ loadBalancer: { kind } }: InstancesSettings) => (kind === "application" ? 8 : 3);

function loadBalancer({ loadBalancer: { kind } }: InstancesSettings): Use[] {
  return [
    running(1, `Internal ${kind} load balancer`, `elb.${kind}`),
    { item: `Capacity units of the ${kind} load balancer`, price: `elb.${kind}.lcu`, unit: "LCU-hour" },
    ...(kind === "application"
      ? [{ item: "Access logs of the load balancer, stored", price: "s3.storage", unit: "GB-month" } as const]
      : []),
  ];
}

/** Of the fewest instances those on demand are counted. Spot prices move, and nobody knows what scaling will add. */
function fleet({ instanceType, scaling, spot }: InstancesSettings): Use[] {
  const price = `ec2.${instanceType}`;
  const always = spot ? onDemand(scaling.min, spot) : scaling.min;
  return [
    ...(always === 0 ? [] : [running(always, instanceType, price)]),
    ...(scaling.max > scaling.min ? [{ item: `${instanceType} that scaling adds`, price, unit: "hour" } as const] : []),
    ...(spot ? [{ item: "Spot instances", price: "ec2.spot", unit: "hour" } as const] : []),
  ];
}

/** EC2 Auto Scaling rounds a fraction up, in favour of on demand (its User Guide, "Mixed instances groups"). */
function onDemand(count: number, { onDemandBase, onDemandPercent }: NonNullable<InstancesSettings["spot"]>): number {
  const base = Math.min(count, onDemandBase);
  return base + Math.ceil(((count - base) * onDemandPercent) / 100);
}
