import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime/config";
import { parsed, secretKeys } from "./config";

const namespace = "aws:";

/** What a stack file says of how AWS is reached: its `aws:` keys (region, profile, assumeRoles, defaultTags, ...). */
export type ProviderSettings = aws.ProviderArgs;

/** Tags by key. */
export type Tags = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * The stack's default tags. The provider gives them to what it makes itself, but neither to a scaling group, nor to the
 * instances, volumes and interfaces that a group makes ("default_tags", provider documentation).
 */
export function defaultTags(): Tags {
  const text = allConfig()[`${namespace}defaultTags`];
  const { tags = {} } = (text === undefined ? {} : parsed(text)) as {
    readonly tags?: Readonly<Record<string, string>>;
  };
  const isSecret = secretKeys().includes(`${namespace}defaultTags`);
  return isSecret ? Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, pulumi.secret(value)])) : tags;
}

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
