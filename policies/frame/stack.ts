import type { PolicyResource } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";

import { withDocuments } from "./documents";
import { withoutNulls } from "./inputs";
import { currentType } from "./types";
import { ifKnown } from "./unknown";

/** A resource whose properties have the shape `P`, the state type of its class. */
export type StackResource<P extends object> = PolicyResource & { readonly props: Unwrap<P> };

/** The inputs of resources by URN, as the engine showed them to the resource check. */
export type SeenInputs = Map<string, Readonly<Record<string, unknown>>>;

/** Those that a list names: the ones found in the stack, and how many more. */
export interface Members<R> {
  readonly found: readonly R[];
  /** How many are not part of the stack. Infinity: any number. */
  readonly elsewhere: number;
  /** How many only the update can tell. Infinity: any number. */
  readonly unknown: number;
}

/**
 * The resources of a stack, and how they name each other.
 *
 * At the end of an update every id is known, and names its resource. In a preview the id of a resource to be created is
 * not known; then the engine's record of what each property depends on tells which resource is meant, where it can.
 * And a preview knows less of outputs than of inputs: of a set (most lists of ids are one to the provider) with one
 * unknown element it shows nothing. So a list that is unknown among the outputs is looked up among the inputs.
 */
export class Stack {
  /** Those asked for, as rules see them, by what the engine shows; a rule asks for few. */
  private readonly seen = new Map<PolicyResource, PolicyResource>();
  /** The other way round. */
  private readonly shown = new Map<PolicyResource, PolicyResource>();

  constructor(
    private readonly resources: readonly PolicyResource[],
    private readonly inputs: SeenInputs,
  ) {}

  /** Whether resources of this type have a property, though it may be null or unknown. */
  has(resource: PolicyResource, property: string): boolean {
    return property in (this.shown.get(resource) ?? resource).props;
  }

  all(): readonly PolicyResource[] {
    return this.resources.map((resource) => this.see(resource));
  }

  /** Properties of the resource `urn`, with what its component tells of its documents. */
  withDocuments<P extends Readonly<Record<string, unknown>>>(urn: string, properties: P): P {
    const resource = this.resources.find((candidate) => candidate.urn === urn);
    return resource ? withDocuments(resource, properties) : properties;
  }

  /** The resources of the type. `P` must be the state type of that type's class. */
  ofType<P extends object>(type: string): StackResource<P>[] {
    const own = this.resources.filter((resource) => currentType(resource.type) === type);
    return own.map((resource) => this.see(resource) as StackResource<P>);
  }

  private see(resource: PolicyResource): PolicyResource {
    const seen = this.seen.get(resource) ?? onceRead(resource);
    this.seen.set(resource, seen);
    this.shown.set(seen, resource);
    return seen;
  }

  /** Whether the program states a property, rather than AWS: of types whose inputs the rule asks for. */
  states(resource: PolicyResource, property: string): boolean {
    return property in (this.inputs.get(resource.urn) ?? resource.props);
  }

  /** What the program states of a resource of such a type; what AWS says of one of another. A preview knows more of the former. */
  stated(resource: PolicyResource): Readonly<Record<string, unknown>> {
    const inputs = this.inputs.get(resource.urn);
    return inputs === undefined ? resource.props : withDocuments(resource, inputs);
  }

  /**
   * What a property names: the resource among `targets`, or the id of one that is not among them, or undefined when it
   * is not known yet. A property that depends on one target only names that one, under whatever name.
   */
  reference<R extends PolicyResource>(
    from: PolicyResource,
    property: string,
    targets: readonly R[],
  ): R | string | undefined {
    const id = ifKnown(() => valueAt(from.props, property));
    const named = targets.find((target) => isNamed(target, id));
    if (named !== undefined) return named;
    const candidates = dependencies(from, property, targets);
    if (candidates.length === 1) return candidates[0];
    return typeof id === "string" && !targets.some(hasUnknownName) ? id : undefined;
  }

  /**
   * The resources among `targets` that the elements of a list property name, each once. `subnetMappings[].subnetId` is such a list
   * too.
   *
   * Not yet known ids are told by dependencies when there is one target for each. A list that is unknown as a whole, as
   * an output of a remote component is, may name any of the targets that it depends on, or others: all is unknown.
   */
  references<R extends PolicyResource>(from: PolicyResource, property: string, targets: readonly R[]): Members<R> {
    const elements = elementsOf(from.props, property) ?? elementsOf(this.inputs.get(from.urn) ?? {}, property);
    if (elements === undefined) return { found: [], elsewhere: 0, unknown: Infinity };

    const ids = new Set(elements.filter((element) => element !== undefined));
    const named = targets.filter((target) => [...ids].some((id) => isNamed(target, id)));
    const elsewhere = ids.size - named.length;
    const unknown = elements.filter((element) => element === undefined).length;
    const candidates = dependencies(from, property, targets).filter((target) => !named.includes(target));
    return candidates.length === unknown
      ? { found: [...named, ...candidates], elsewhere, unknown: 0 }
      : { found: named, elsewhere, unknown };
  }
}

/** By type: the property with the name that a program may choose, and that others name a resource by. */
const namedBy: Readonly<Record<string, string>> = {
  "aws:autoscaling/group:Group": "name",
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": "name",
  "aws:cloudwatch/logGroup:LogGroup": "name",
  "aws:elasticache/cluster:Cluster": "clusterId",
  "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
  "aws:elasticache/subnetGroup:SubnetGroup": "name",
  "aws:elb/loadBalancer:LoadBalancer": "name",
  "aws:iam/role:Role": "name",
  "aws:lambda/function:Function": "name",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": "name",
  "aws:rds/instance:Instance": "identifier",
  "aws:rds/parameterGroup:ParameterGroup": "name",
  "aws:rds/subnetGroup:SubnetGroup": "name",
  "aws:s3/bucket:Bucket": "bucket",
  "aws:secretsmanager/secret:Secret": "name",
};

/** Whether the text names the resource. */
function isNamed(resource: PolicyResource, text: unknown): boolean {
  return (
    typeof text === "string" &&
    ["id", "arn", namedBy[currentType(resource.type)]].some(
      (name) => name !== undefined && ifKnown<unknown>(() => resource.props[name]) === text,
    )
  );
}

/** Whether only the update knows the name of a resource that is named by it: any text may turn out to be that. */
const hasUnknownName = ({ type, props }: PolicyResource): boolean => {
  const name = namedBy[currentType(type)];
  return name !== undefined && name in props && ifKnown<unknown>(() => props[name]) === undefined;
};

/** As rules see it; the properties once they are read. */
function onceRead(resource: PolicyResource): PolicyResource {
  let props: PolicyResource["props"] | undefined;
  return {
    ...resource,
    get props() {
      return (props ??= withDocuments(resource, withoutNulls(resource.props)));
    },
  };
}

const valueAt = (properties: object, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], properties);

/** The elements, undefined for each not known yet; undefined for a list that is unknown as a whole, or is none. */
function elementsOf(properties: Readonly<Record<string, unknown>>, property: string): unknown[] | undefined {
  const [path = "", inElement] = property.split("[].");
  const list = ifKnown(() => valueAt(properties, path));
  if (!Array.isArray(list)) return undefined;
  const read = (element: unknown) => (inElement === undefined ? element : valueAt(element as object, inElement));
  return Array.from({ length: list.length }, (_, index) => ifKnown(() => read(list[index])));
}

/** The targets that the property depends on, by themselves or as parts of a component. */
function dependencies<R extends PolicyResource>(from: PolicyResource, property: string, targets: readonly R[]): R[] {
  const depends = from.propertyDependencies[property.split(/[.[]/)[0] ?? ""] ?? [];
  return targets.filter((target) => depends.some((dependency) => isWithin(target, dependency)));
}

function isWithin(resource: PolicyResource, ancestor: PolicyResource): boolean {
  return resource.urn === ancestor.urn || (resource.parent !== undefined && isWithin(resource.parent, ancestor));
}
