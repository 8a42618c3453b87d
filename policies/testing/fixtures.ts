/** A resource as a program would declare it. Made by {@link resource}. */
export interface Fixture {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** What AWS chooses where the inputs leave it open: known from the update on. */
  readonly assigned: Properties;
  readonly parent?: Fixture;
  /** The resource option of that name; false where left out. */
  readonly protect?: boolean;
  /** The inputs of its provider. */
  readonly provider?: Properties;
}

type Properties = Readonly<Record<string, unknown>>;

export function resource(
  type: string,
  name: string,
  inputs: Properties = {},
  more: Partial<Pick<Fixture, "assigned" | "parent" | "protect" | "provider">> = {},
): Fixture {
  return { type, name, inputs, assigned: {}, ...more };
}

/** A value that exists only from the update on, and the resources that it is computed from. */
class Later {
  constructor(
    readonly value: unknown,
    readonly dependsOn: readonly Fixture[],
  ) {}
}

/** A value that only the update knows. */
export const later = (value: unknown, ...dependsOn: readonly Fixture[]) => new Later(value, dependsOn);

/** The id of another resource of the stack, as in `subnetId: subnet.id`. */
export const idOf = (fixture: Fixture) => later(`${fixture.name}-id`, fixture);

export const urnOf = ({ type, name }: Fixture) => `urn:pulumi:stack::project::${type}::${name}`;

/** What the engine shows of a resource: inputs to resource checks, outputs and dependencies to stack checks. */
export interface View {
  readonly fixture: Fixture;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** By property: the resources that its value is computed from. */
  readonly dependencies: Readonly<Record<string, readonly Fixture[]>>;
}

/** How the engine marks an unknown value, of whatever type, on its way to a policy pack. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource that a preview is about to create. */
export function previewed(fixture: Fixture): View {
  const inputs = resolve(fixture.inputs, () => UNKNOWN);
  const assigned = Object.keys(fixture.assigned).map((property) => [property, UNKNOWN]);
  // The provider plans a set of which one element is unknown as unknown altogether, and so do most lists of ids.
  const planned = Object.entries(inputs).map(([property, value]) => [
    property,
    Array.isArray(value) && value.includes(UNKNOWN) ? UNKNOWN : value,
  ]);
  const outputs = Object.fromEntries([...assigned, ...planned, ["id", UNKNOWN]]) as Properties;
  return { fixture, inputs, outputs, dependencies: dependenciesOf(fixture) };
}

/** A resource that an update has created. */
export function updated(fixture: Fixture): View {
  const inputs = resolve(fixture.inputs, ({ value }) => value);
  const outputs = { ...fixture.assigned, ...inputs, id: idOf(fixture).value };
  return { fixture, inputs, outputs, dependencies: dependenciesOf(fixture) };
}

function resolve(properties: Properties, valueOf: (later: Later) => unknown): Properties {
  const walk = (value: unknown): unknown => {
    if (value instanceof Later) return walk(valueOf(value));
    if (Array.isArray(value)) return value.map(walk);
    if (value instanceof Object)
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
    return value;
  };
  return walk(properties) as Properties;
}

function dependenciesOf({ inputs }: Fixture): View["dependencies"] {
  const walk = (value: unknown): readonly Fixture[] => {
    if (value instanceof Later) return [...value.dependsOn, ...walk(value.value)];
    return value instanceof Object ? Object.values(value).flatMap(walk) : [];
  };
  return Object.fromEntries(Object.entries(inputs).map(([property, value]) => [property, walk(value)]));
}
