import type { Output } from "@pulumi/pulumi";

/** The element of a list that AWS describes as a list and fills with one. */
export function only<T extends object>(list: Output<T[]>): Output<T> {
  return list.apply((elements) => {
    const [element] = elements;
    if (element === undefined) throw new Error("AWS reports none of what it always has one of");
    return element;
  });
}
