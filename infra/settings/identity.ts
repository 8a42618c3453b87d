import { allConfig } from "@pulumi/pulumi/runtime/config";
import { z } from "zod";
import { described } from "./common";
import { parsed } from "./config";
import { namespace } from "./namespace";

export const identitySettings = z
  .strictObject({
    permissionsBoundary: described(
      z.string().regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/, "the ARN of a managed policy"),
      "The most that any role of the stack can do, whatever its own policies say. `npm run bootstrap` makes one for each environment, and the role that it makes for deployments can make no role without it. Changed in place.",
      "arn:aws:iam::123456789012:policy/web-platform-bootstrap/boundary-prod-0a1b2c3",
    ).optional(),
  })
  .meta({ description: "What the account asks of every role of the stack." });

/**
 * The boundary of every role of the running stack. It is the account's affair, as the provider's settings are, so that components
 * hand it on as little as these: who makes a role asks here. {@link loadSettings} has said what is wrong with it.
 */
export function permissionsBoundary(): string | undefined {
  const text = allConfig()[`${namespace}identity`];
  return text === undefined ? undefined : identitySettings.parse(parsed(text)).permissionsBoundary;
}
