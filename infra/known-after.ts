import * as pulumi from "@pulumi/pulumi";

/** The same value, known only once the resources exist: whatever is given it waits for them. */
export function knownAfter(
  value: pulumi.Output<string>,
  resources: readonly pulumi.CustomResource[],
): pulumi.Output<string> {
  return pulumi.all([value, pulumi.all(resources.map(({ id }) => id))]).apply(([known]) => known);
}
