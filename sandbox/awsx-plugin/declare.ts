import type * as pulumi from "@pulumi/pulumi";
import { kinds } from "./kinds";
import { Reference, type Identity, type Planned } from "./planned";

/** A resource that the engine knows, and what it was made from. */
export interface Declared {
  readonly planned: Planned;
  readonly resource: pulumi.CustomResource;
}

type ResourceClass = new (
  name: string,
  args: pulumi.Inputs,
  opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/**
 * Declares the resources in their order, as children of `component` or of one another; options that children inherit
 * (providers, `protect`, ...) come down that tree.
 */
export function declare(component: pulumi.ComponentResource, resources: readonly Planned[]): Declared[] {
  const made = new Map<string, pulumi.CustomResource>();
  const find = (identity: Identity): pulumi.CustomResource => {
    const resource = made.get(key(identity));
    if (!resource) throw new Error(`${key(identity)} is not declared yet`);
    return resource;
  };
  return resources.map((planned) => {
    const parent = planned.parent && find(planned.parent);
    // The official provider makes a child wait for its parent, even where no input says so (an address for its subnet).
    const opts = parent ? { parent, dependsOn: [parent] } : { parent: component };
    const inputs = Object.entries(planned.inputs).map(([name, value]) => [name, resolved(value, find)]);
    // The inputs were checked against this class where they were planned.
    const Class = kinds[planned.kind] as unknown as ResourceClass;
    const resource = new Class(planned.name, Object.fromEntries(inputs) as pulumi.Inputs, opts);
    made.set(key(planned), resource);
    return { planned, resource };
  });
}

function resolved(value: unknown, find: (identity: Identity) => pulumi.CustomResource): unknown {
  if (Array.isArray(value)) return value.map((element) => resolved(element, find));
  if (!(value instanceof Reference)) return value;
  const output = Reflect.get(find(value.to), value.output) as pulumi.Output<string>;
  return output.apply(value.through);
}

function key({ kind, name }: Identity): string {
  return `${kind} ${name}`;
}
