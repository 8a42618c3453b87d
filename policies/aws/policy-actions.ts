import type { Statement } from "./policy-document";

/**
 * Whether the pattern of an action covers all of a service, or of every one, in whatever spelling: `*`, `*:*`, `s3:*`, `S3:**`,
 * `s3:?*`. A common beginning does not: IAM.21 lets `s3:Get*` pass.
 */
export function coversService(action: string): boolean {
  const [service = "", ...names] = action.split(":");
  return /[*?]/.test(service) || /^[*?:]*\*[*?:]*$/.test(names.join(":"));
}

/** What a statement allows or denies of whole services, as a finding tells it; empty where it names its actions. */
export const wholeServices = ({ actions, notActions }: Statement): readonly string[] => {
  const wide = actions.filter((action) => action !== undefined && coversService(action));
  return [
    ...(wide.length > 0 ? [wide.join(", ")] : []),
    ...(notActions === undefined ? [] : ["all but what NotAction names"]),
  ];
};
