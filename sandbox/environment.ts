import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Checkout } from "./checkout";
import type { Key } from "./local-aws/key";
import { backendUrl } from "./state";
import type { StackFile } from "./stack-file";

/** An AWS of this machine, and what opens it. */
export interface LocalAws {
  readonly url: string;
  readonly key: Key;
}

/** Where no local AWS is needed, and none may be reached: the discard port of this machine. */
export const NO_AWS: LocalAws = { url: "http://127.0.0.1:9", key: { accessKeyId: "none", secretAccessKey: "none" } };

/**
 * Where commands reach the local AWS: at `SANDBOX_AWS_PROXY` of the user, a proxy that stands before it, such as one that
 * lets calls fail on purpose. It has to be on this machine, so that no call gets out.
 *
 * @throws one line when it is anywhere else
 */
export function reachedBy(awsUrl: string, user: NodeJS.ProcessEnv): string {
  const proxy = user["SANDBOX_AWS_PROXY"];
  if (!proxy) return awsUrl;
  if (!/^http:\/\/127\.0\.0\.1:\d+\/?$/.test(proxy)) {
    throw new Error(`SANDBOX_AWS_PROXY is ${proxy}, and has to be http://127.0.0.1:<port>`);
  }
  return proxy;
}

/** Secrets, storage and selection of the user's real Pulumi, that must not leak into the sandbox. */
const FOREIGN = /^(AWS_|PULUMI_(ACCESS_TOKEN|CONFIG_PASSPHRASE|BACKEND_URL|STACK$|DIY_BACKEND|SELF_MANAGED|OPTION_))/;

/**
 * The environment of every command: state, secrets and plugins of the checkout's own; an AWS of this machine with
 * its own key and nothing of the user's real ones.
 */
export function commandEnvironment(
  checkout: Checkout,
  stack: string,
  stackFile: StackFile | undefined,
  aws: LocalAws,
  user: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const region = stackFile?.region ?? "eu-west-1";
  return {
    ...Object.fromEntries(Object.entries(user).filter(([name]) => !FOREIGN.test(name))),
    PULUMI_HOME: checkout.home,
    PULUMI_BACKEND_URL: backendUrl(checkout),
    PULUMI_CONFIG_PASSPHRASE: "",
    PULUMI_STACK: stack,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // A plugin on PATH would be used before the one that was set up.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    // `stack rm` deletes Pulumi.<stack>.yaml otherwise: the committed one.
    PULUMI_OPTION_PRESERVE_CONFIG: "true",
    // The CLI, the plugins and the provider live for seconds: collecting less garbage saves a tenth of their time.
    GOGC: user["GOGC"] ?? "400",
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: aws.key.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.key.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}

/**
 * The policy pack, with the levels of the stack's environment, as flags in the environment (the CLI takes each flag
 * also from PULUMI_OPTION_<FLAG>): only `up`, `preview` and `policy analyze` look at them. An environment without a
 * file of levels gets the pack's own: the strictest.
 */
export function policyOptions(checkout: Checkout, stackFile: StackFile | undefined): Record<string, string> {
  const pack = join(checkout.root, "policies");
  const levels = join(pack, "levels", `${stackFile?.environment ?? ""}.json`);
  return {
    PULUMI_OPTION_POLICY_PACK: csvField(pack),
    ...(existsSync(levels) ? { PULUMI_OPTION_POLICY_PACK_CONFIG: csvField(levels) } : {}),
  };
}

/** The CLI reads a flag that may be repeated as one line of CSV. */
function csvField(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
