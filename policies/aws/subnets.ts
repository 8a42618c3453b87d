import type { SubnetState } from "@pulumi/aws/ec2";
import type { PolicyResource } from "@pulumi/policy";

import { elements } from "../frame/elements";
import { isStated } from "../frame/inputs";
import type { Members, Stack, StackResource } from "../frame/stack";
import { ifKnown } from "../frame/unknown";

type Properties = Readonly<Record<string, unknown>>;

/** The subnets of a stack, those that every account has from the beginning too. */
export const subnetsOf = (stack: Stack): readonly StackResource<SubnetState>[] => [
  ...stack.ofType<SubnetState>("aws:ec2/subnet:Subnet"),
  ...stack.ofType<SubnetState>("aws:ec2/defaultSubnet:DefaultSubnet"),
];

/** Where a resource states its zones. */
interface ZoneProperties {
  /** Lists of subnets, of which it has one at most: `subnets`, `subnetMappings[].subnetId`. */
  readonly subnets: readonly string[];
  /** A list of zones' names, in the place of subnets. */
  readonly zones?: string;
}

interface Zone {
  readonly props: { readonly availabilityZone?: string; readonly availabilityZoneId?: string };
}

/**
 * What a resource, whose inputs the rule asks for, names to say in which zones it lies: subnets, or zones, each once. AWS may tell
 * the zones of subnets outside the stack after the update, in the property for zones.
 */
export function placesOf(stack: Stack, resource: PolicyResource, { subnets, zones }: ZoneProperties): Members<Zone> {
  const stated = stack.stated(resource);
  if (zones !== undefined && isStated(stated, zones)) return zonesIn(listAt(stated, zones));
  const told = zones === undefined ? [] : (listAt(resource.props, zones) ?? []);
  if (told.length > 0 && !told.includes(undefined)) return zonesIn(told);
  const property = subnets.find((path) => listAt(stated, path.replace(/\[.*/, ""))?.length !== 0);
  return property === undefined ? none : stack.references(resource, property, subnetsOf(stack));
}

const none = { found: [], elsewhere: 0, unknown: 0 };

function zonesIn(names: readonly (string | undefined)[] | undefined): Members<Zone> {
  if (names === undefined) return { ...none, unknown: Infinity };
  const known = new Set(names.filter((name) => name !== undefined));
  const unknown = names.filter((name) => name === undefined).length;
  return { ...none, found: [...known].map((availabilityZone) => ({ props: { availabilityZone } })), unknown };
}

/** A list, empty where there is none; undefined for what only the update knows. */
function listAt(properties: Properties, name: string): readonly (string | undefined)[] | undefined {
  if (!isStated(properties, name)) return [];
  const list = ifKnown(() => properties[name]) as readonly string[] | undefined;
  return list && elements(() => list);
}
