import { z } from "zod";
import { described } from "./common";
import { apiSettings, functionsSettings, throttling } from "./functions";
import { instancesSettings } from "./instances";
import { routeFields } from "./workload";

const enabled = described(z.boolean(), "Whether the stack has compute.", true);

const table = { description: "Who answers which requests; taken whole. Nobody answers what no route matches." };

const apiRoutes = z
  .array(
    z.strictObject({
      ...routeFields,
      authorization: described(
        z.enum(["jwt", "none"]),
        "Whether a request needs a token that the authorizer accepts. Default: `jwt` where there is an authorizer.",
        "none",
      ).optional(),
      throttling: throttling.optional(),
    }),
  )
  .meta(table);

const canAuthorize = (compute: { api: { authorizer?: unknown }; routes: { authorization?: string | undefined }[] }) =>
  compute.api.authorizer !== undefined || compute.routes.every((route) => route.authorization !== "jwt");
const needsAuthorizer = {
  path: ["api", "authorizer"],
  error: "an issuer and an audience, because a route asks for jwt",
};

const instances = z.strictObject({
  kind: described(z.literal("instances"), "EC2 instances behind a load balancer.", "instances"),
  enabled,
  routes: z.array(z.strictObject(routeFields)).meta(table),
  instances: instancesSettings,
});

const functions = z
  .strictObject({
    kind: described(z.literal("functions"), "Lambda functions behind an HTTP API.", "functions"),
    enabled,
    routes: apiRoutes,
    api: apiSettings,
    functions: functionsSettings,
  })
  .refine(canAuthorize, needsAuthorizer);

const both = z
  .strictObject({
    kind: described(z.literal("both"), "Functions and instances behind one HTTP API.", "both"),
    enabled,
    routes: apiRoutes,
    api: apiSettings,
    functions: functionsSettings,
    instances: instancesSettings,
  })
  .refine(canAuthorize, needsAuthorizer);

export const computeSettings = z.discriminatedUnion("kind", [instances, functions, both]).meta({
  description: "What answers requests: instances, functions or both, and the table of routes that says which of them.",
});

export type ComputeSettings = z.output<typeof computeSettings>;
export type ComputeKind = ComputeSettings["kind"];
/** A route of an HTTP API as the stack file states it; what listener rules need of it is in every kind. */
export type ApiRouteSettings = z.output<typeof apiRoutes>[number];
