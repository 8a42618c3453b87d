/** A resource as `pulumi stack export` writes it; only what a graph needs. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What `pulumi stack export` prints. */
export interface ExportedState {
  readonly deployment: { readonly resources?: readonly StateResource[] };
}

/** A resource without what differs from one deployment to the next. */
export interface GraphNode {
  readonly type: string;
  readonly name: string;
  /** The parent's name, or `(stack)`. */
  readonly parent: string;
  /** Ids of the state's own resources show as `<Type name.id>`. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

export const STACK = "pulumi:pulumi:Stack";

/**
 * The resources of a state, sorted by type and name, so that two deployments of one program give equal graphs. The stack
 * and the providers are left out.
 */
export function graphOf({ deployment: { resources = [] } }: ExportedState): GraphNode[] {
  const shown = resources.filter(({ type }) => type !== STACK && !type.startsWith("pulumi:providers:"));
  const names = new Map(
    shown.flatMap(({ id, type, urn }) => (id ? [[id, `<${lastPart(type)} ${nameOf(urn)}.id>`]] : [])),
  );
  return shown
    .map(({ type, urn, parent, inputs = {} }) => ({
      type,
      name: nameOf(urn),
      parent: !parent || typeOf(parent) === STACK ? "(stack)" : nameOf(parent),
      inputs: portable(inputs, names) as Record<string, unknown>,
    }))
    .sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
}

/** `value` with ids replaced and without what the engine notes about defaults. */
function portable(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((element) => portable(element, names));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "__defaults");
  return Object.fromEntries(entries.map(([key, element]) => [key, portable(element, names)]));
}

/** A URN is `urn:pulumi:<stack>::<project>::<types, from the outermost parent inwards, between $>::<name>`. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function lastPart(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
