import { z } from "zod";
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

type Told = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** By URN of a component: the documents of its parts that it tells the policy pack (policies/README.md, "Documents"). */
export function toldIn(eventLog: string): Told {
  const events = eventLog
    .split("\n")
    .filter((line) => line.includes('"resOutputsEvent"') && line.includes('"policies"'))
    .map((line) => event.parse(JSON.parse(line)).resOutputsEvent.metadata);
  return new Map(
    events.flatMap(({ urn, new: state }) => {
      const policies = plain(state?.outputs["policies"]);
      return typeof policies === "object" && policies !== null
        ? [[urn, policies as Record<string, unknown>] as const]
        : [];
    }),
  );
}

/** The resource with what its component tells of a policy whose text the preview does not know. */
export function withDocument(resource: Resource, told: Told): Resource {
  const document = told.get(resource.parent ?? "")?.[resource.name];
  if (document === undefined || resource.inputs["policy"] !== unknown) return resource;
  return { ...resource, inputs: { ...resource.inputs, policy: document } };
}
