import { z } from "zod";
import { eventsOf } from "../policy/events";
import type { Resource } from "./graph";
import { plain, unknown } from "./values";

const event = z.object({
  resOutputsEvent: z.object({
    metadata: z.object({
      urn: z.string(),
      new: z.object({ outputs: z.record(z.string(), z.unknown()).default({}) }).nullish(),
    }),
  }),
});

/** By property, then by the part's name. */
type Documents = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Told = ReadonlyMap<string, Documents>;

/** By URN of a component: the documents of its parts that it tells the policy pack (policies/README.md, "Documents"). */
export function toldIn(eventLog: string): Told {
  const events = eventsOf(eventLog, /"resOutputsEvent".*"policies"/, event);
  return new Map(
    events.flatMap(({ resOutputsEvent: { metadata } }) => {
      const { urn, new: state } = metadata;
      const policies = plain(state?.outputs["policies"]);
      return typeof policies === "object" && policies !== null ? [[urn, policies as Documents] as const] : [];
    }),
  );
}

/** The resource with what its component tells of policies whose text the preview does not know. */
export function withDocument(resource: Resource, told: Told): Resource {
  const known = Object.entries(told.get(resource.parent ?? "") ?? {}).flatMap(([property, documents]) => {
    const document = documents[resource.name];
    return document === undefined || resource.inputs[property] !== unknown ? [] : [[property, document] as const];
  });
  return known.length === 0 ? resource : { ...resource, inputs: { ...resource.inputs, ...Object.fromEntries(known) } };
}
