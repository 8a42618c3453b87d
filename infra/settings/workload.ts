import { z } from "zod";
import { routeForm, targetForm } from "../compute/routes/route";
import { described, distinct, whole } from "./common";

/** What both kinds of workload state in the same way. */

export const uses = described(
  distinct(z.array(z.enum(["database", "cache"])), "each once"),
  "What of the stack's data the workload may reach: it joins the client security group and is told where and how. Default: the preset's, less what the stack has none of.",
  ["database", "cache"],
);

/**
 * Variables of a workload.
 *
 * @param reserved Names and families of names that are taken: `environmentProblems` says by whom.
 */
export const environment = (reserved: readonly string[], families?: RegExp) =>
  described(
    z.record(
      // Lambda takes no shorter names (Lambda API Reference, Environment), and systemd no other characters.
      z
        .string()
        .regex(/^[A-Z][A-Z0-9_]+$/, "a variable's name in capitals, of two characters or more")
        .meta({ not: { anyOf: [{ enum: reserved }, ...(families ? [{ pattern: families.source }] : [])] } }),
      // Neither a process nor a line of a file can hold it.
      z.string().regex(/^[^\0]*$/, "a text without zero bytes"),
    ),
    "More environment variables, but for those that the platform and AWS set. No secrets, which the stack file, the state and AWS's consoles would show: keep a secret in Secrets Manager or Parameter Store, and state its name here; the workload reads it from there when it starts.",
    { LOG_LEVEL: "debug" },
  );

export const certificateArn = described(
  z.string().regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[a-f0-9-]+$/, "the ARN of a certificate in ACM"),
  "Certificate in AWS Certificate Manager, in the stack's region.",
  "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d-0000-0000-0000-000000000000",
);

export const hostedZoneId = z.string().regex(/^Z[A-Z0-9]{1,31}$/, "the id of a hosted zone in Route 53");

export const domainName = described(
  z.string().regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a domain name in lower case"),
  "Domain name that the certificate is for.",
  "api.example.com",
);

export const routeFields = {
  route: described(
    z.string().meta({ pattern: routeForm.source, errorMessage: "a method, one space and a path" }),
    "Method and path; without a method, any. `{name}` stands for one segment, `{proxy+}` or `*` at the end for one or more. The most specific route wins.",
    "GET /api/posts/{id}",
  ),
  to: described(
    z.string().meta({ pattern: targetForm.source, errorMessage: "`instances` or `function name`" }),
    "Who answers: `instances`, or `function <name>`.",
    "function posts",
  ),
  cacheSeconds: described(
    whole(1, 31_536_000),
    "Seconds that the edge answers with what it has, the same for everybody; nothing is kept without it. For a `GET` whose path no other route shares and that needs no token.",
    60,
  ).optional(),
};

export type Use = z.output<typeof uses>[number];
