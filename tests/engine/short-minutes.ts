import type { Platform } from "./platform";

/**
 * A minute of AWS's takes two seconds, and with it grace, warm-up and health checks of instances, and what alarms look at. The
 * health check below still has the time that a machine needs which does much else.
 */
export function withShortMinutes(platform: Platform): void {
  platform.variables["SANDBOX_MINUTE_SECONDS"] = "2";
}

/** Of a load balancer before instances. */
export const healthCheck = { intervalSeconds: 20, timeoutSeconds: 19 };

/** Settings of instances that are replaced all at once, and not watched for long. */
export const atOnce = { healthyPercent: { min: 100, max: 200 }, rollout: { watchMinutes: 0 } };
