import { z } from "zod";
import { toldIn, withDocument } from "./documents";
import { plain } from "./values";

/** A resource that a stack would have. */
export interface Resource {
  readonly urn: string;
  /** As programs name it: `aws:rds/instance:Instance`. */
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** By property: the URNs of those whose outputs its value is made of. */
  readonly references: Readonly<Record<string, readonly string[]>>;
}

const state = z.object({
  urn: z.string(),
  type: z.string(),
  parent: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).default({}),
});

const digest = z.object({
  config: z.record(z.string(), z.string()).default({}),
  steps: z.array(z.object({ newState: state.optional() })).default([]),
});

/** Where a way through the graph goes on: by type, the properties to follow. */
export type Ways = Readonly<Record<string, readonly string[]>>;

/** What a stack would consist of. The stack itself and its providers are left out. */
export class Graph {
  private readonly byUrn: ReadonlyMap<string, Resource>;

  constructor(readonly resources: readonly Resource[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** The resource, unless it is not there. */
  at(urn: string | undefined): Resource | undefined {
    return urn === undefined ? undefined : this.byUrn.get(urn);
  }

  ofType(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** Those that a property is made of. */
  referenced({ references }: Resource, property: string): Resource[] {
    return (references[property] ?? []).flatMap((urn) => this.at(urn) ?? []);
  }

  /** Those of the types that properties of a resource lead to, straight or by `ways`, each once. */
  reached(resource: Resource, properties: readonly string[], types: ReadonlySet<string>, ways: Ways): Resource[] {
    const next = properties.flatMap((property) => this.referenced(resource, property));
    const found = next.flatMap((other) =>
      types.has(other.type) ? [other] : this.reached(other, ways[other.type] ?? [], types, ways),
    );
    return [...new Set(found)];
  }

  /** The outermost component that a resource is in: itself where it is in none. */
  outermost(resource: Resource): Resource {
    const parent = this.at(resource.parent);
    return parent === undefined ? resource : this.outermost(parent);
  }
}

/**
 * What `pulumi preview --json` prints: the graph, and the configuration that the program has seen. What it does not know of
 * policies, the engine's events may tell.
 */
export function readDigest(
  text: string,
  eventLog = "",
): { readonly graph: Graph; readonly config: Readonly<Record<string, string>> } {
  const { config, steps } = digest.parse(JSON.parse(text));
  const told = toldIn(eventLog);
  const resources = new Map(
    steps.flatMap(({ newState }) =>
      newState === undefined || isFrame(newState.type)
        ? []
        : [[newState.urn, withDocument(resourceOf(newState), told)] as const],
    ),
  );
  return { graph: new Graph([...resources.values()].sort(byTypeAndName)), config };
}

const isFrame = (type: string): boolean => type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");

function resourceOf({ urn, type, parent, inputs, propertyDependencies }: z.output<typeof state>): Resource {
  return {
    urn,
    type,
    name: urn.split("::").slice(3).join("::"),
    parent,
    inputs: plain(inputs) as Record<string, unknown>,
    references: Object.fromEntries(Object.entries(propertyDependencies).map(([name, urns]) => [name, urns ?? []])),
  };
}

const byTypeAndName = (a: Resource, b: Resource): number =>
  a.type.localeCompare(b.type, "en") || a.name.localeCompare(b.name, "en", { numeric: true });
