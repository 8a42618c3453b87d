import * as pulumi from "@pulumi/pulumi";

export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/**
 * The tags of all layers, a later one winning. Plain maps stay plain, so that a single unknown or secret value does not
 * make all the others unknown or secret.
 */
export function merged(...layers: (Tags | undefined)[]): Tags {
  if (layers.every(isPlain)) return Object.assign({}, ...layers) as Tags;
  return pulumi.output(layers).apply((known) => Object.assign({}, ...known) as Record<string, string>);
}

function isPlain(tags: Tags | undefined): boolean {
  return !pulumi.Output.isInstance(tags) && !(tags instanceof Promise);
}
