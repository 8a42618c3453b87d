/**
 * The current name of a resource's type. The AWS provider keeps older names of some classes, with the same inputs, and a
 * rule that knew only one of them could be got around by the other.
 */
export function currentType(type: string): string {
  const known = currentTypes.get(type);
  if (known !== undefined) return known;
  const current = type
    .replace(/^aws:(alb|applicationloadbalancing|elasticloadbalancingv2)\//, "aws:lb/")
    .replace(/^(aws:s3\/\w+)V2:(\w+)V2$/, "$1:$2");
  currentTypes.set(type, current);
  return current;
}

/** Whether the type has one name only, in any version of the provider's SDK. */
export const hasOneName = (type: string): boolean => !/^aws:(lb|s3)\//.test(type) && type !== "*";

/** Every rule asks for the type of every resource, and there are few types. */
const currentTypes = new Map<string, string>();

/** One check, or remedy, for each of the types. */
export const forTypes = <C>(types: readonly string[], check: C): Readonly<Record<string, C>> =>
  Object.fromEntries(types.map((type) => [type, check]));
