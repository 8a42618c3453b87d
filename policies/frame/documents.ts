import type { PolicyResource } from "@pulumi/policy";

import { bare, isStated } from "./inputs";
import { unknownCheckingProxy } from "./sdk";
import { ifKnown } from "./unknown";

type Properties = Readonly<Record<string, unknown>>;

/** Properties with the text of a policy's document. */
const documents = ["policy", "assumeRolePolicy"] as const;

const isUnknown = (properties: Properties, name: string): boolean =>
  isStated(properties, name) && ifKnown(() => properties[name]) === undefined;

/** Whether only the update knows the text of one of its documents. */
export const hasUnknownDocument = (properties: Properties): boolean =>
  documents.some((name) => isUnknown(properties, name));

/**
 * The properties of a resource, its documents as far as a preview can know them. One unknown ARN makes the whole text unknown to
 * the engine; but a component may register, as its output `policies`, the documents of its parts: by the property that has the
 * text, then by the part's name, as objects, of which just that ARN is unknown. The update sees the text itself, before it is
 * sent to AWS.
 */
export function withDocuments<P extends Properties>({ name, parent }: PolicyResource, properties: P): P {
  const told = (property: string): unknown =>
    ifKnown(
      () => (parent?.props["policies"] as Record<string, Properties | undefined> | undefined)?.[property]?.[name],
    );
  const found = documents.flatMap((property) => {
    const document = isUnknown(properties, property) ? told(property) : undefined;
    return document instanceof Object ? [[property, bare(document)] as const] : [];
  });
  if (found.length === 0) return properties;
  return unknownCheckingProxy({ ...bare(properties), ...Object.fromEntries(found) }) as P;
}
