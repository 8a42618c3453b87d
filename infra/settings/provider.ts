import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime/config";
import { parsed, secretKeys } from "./config";

const namespace = "aws:";

/** What a stack file says of how AWS is reached: its `aws:` keys (region, profile, assumeRoles, defaultTags, ...). */
export type ProviderSettings = aws.ProviderArgs;

/**
 * The settings of the stack's AWS provider. Pulumi hands them to its default provider only; whoever else reaches AWS, such
 * as a provider of another region, has to be given them.
 */
export function providerSettings(): ProviderSettings {
  const secrets = secretKeys();
  return Object.fromEntries(
    Object.entries(allConfig())
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, text]) => {
        const value = parsed(text);
        return [key.slice(namespace.length), secrets.includes(key) ? pulumi.secret(value) : value];
      }),
  );
}
