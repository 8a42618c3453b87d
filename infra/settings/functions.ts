import { z } from "zod";
import { described, logRetention, whole } from "./common";
import { reservedByLambda } from "./environment";
import { certificateArn, domainName, environment, hostedZoneId, uses } from "./workload";

export const throttling = z.strictObject({
  rate: described(z.number().positive().max(100_000), "Requests a second that are let through, sustained.", 100),
  burst: described(whole(1, 100_000), "Requests at once that are let through.", 200),
});

/** The most that a custom traffic shift of CodeDeploy takes ("AWS CodeDeploy quotas", hours between the first and the last shift). */
const longestShiftMinutes = 2 * 24 * 60;

const percent = described(whole(1, 99), "Share of the calls that is shifted at a time, in percent.", 10);
const minutes = described(
  whole(1, longestShiftMinutes),
  "Minutes until the next shift. Alarms look at whole minutes, and tell of one about two minutes after its end.",
  5,
);

const rollout = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: described(z.literal("all-at-once"), "Every call gets the new version at once.", "all-at-once"),
    }),
    z.strictObject({
      kind: described(
        z.literal("canary"),
        "A share of the calls, and after some minutes every call, by AWS CodeDeploy. Alarms watch the new version's errors and the time that it takes: one of them takes it back, and `up` fails.",
        "canary",
      ),
      percent,
      minutes,
    }),
    z
      .strictObject({
        kind: described(
          z.literal("linear"),
          "One share of the calls after the other, watched as a canary is.",
          "linear",
        ),
        percent,
        minutes,
      })
      .refine(
        (linear) => shifts(linear.percent) * linear.minutes <= longestShiftMinutes,
        `fewer or shorter steps: CodeDeploy shifts all of the calls within ${longestShiftMinutes} minutes`,
      ),
  ])
  .meta({ description: "How calls get a new version." });

/** How often calls are shifted, after the first time. */
export const shifts = (percent: number): number => Math.ceil(100 / percent) - 1;

const functionSettings = z
  .strictObject({
    memoryMib: described(whole(128, 10_240), "Memory in MiB; processor time grows with it.", 512),
    // An HTTP API gives up on an integration after 30 s (API Gateway quotas).
    timeoutSeconds: described(whole(1, 30), "Seconds until an invocation is ended.", 10),
    reservedConcurrency: described(
      whole(1, 10_000),
      "Most invocations at once, taken from the account's quota; unbounded without it.",
      50,
    ).optional(),
    provisionedConcurrency: described(whole(0, 10_000), "Environments kept warm, paid by the hour.", 2),
    environment: environment(reservedByLambda),
    uses,
    rollout,
    keepVersions: described(
      whole(2, 1000),
      "Published versions that are kept, the newest ones; older ones are deleted after a release, but for those that an alias names. All versions of all functions have 75 GB in an account.",
      10,
    ),
    logRetentionDays: logRetention,
  })
  .refine((fn) => fn.provisionedConcurrency <= (fn.reservedConcurrency ?? Infinity), {
    path: ["provisionedConcurrency"],
    error: "not more than reservedConcurrency",
  });

const functionName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, "lower case, digits and dashes, at most 30");

/** Stating functions names all of them: the preset's are the sample's. */
export const functionsSettings = z.record(functionName, functionSettings).meta({
  description: "By name: `app/functions/<name>/index.ts` is bundled and deployed.",
});

const origin = z.string().regex(/^(\*|https?:\/\/[a-z0-9.-]+(:\d+)?)$/, "* or an origin, https://<host>");

/**
 * What an identity provider calls itself: OpenID Connect Discovery 1.0, "Issuer Identifier"; API Gateway Developer Guide, "Create a
 * JWT authorizer" (an absolute https URL with no query string or fragment; its discovery document is read from the internet).
 */
const issuer = z
  .string()
  .max(2048)
  .regex(
    /^https:\/\/([A-Za-z0-9-]+\.)+[A-Za-z]{2,}(:\d+)?(\/(?!\.well-known\/)[^\s/?#]*)*$/,
    "an https URL of a host on the internet, without a user, a query, a fragment or the path of its discovery document, which API Gateway reads when it is deployed",
  );

export const apiSettings = z
  .strictObject({
    throttling,
    accessLogRetentionDays: logRetention,
    authorizer: z
      .strictObject({
        issuer: described(
          issuer,
          "Issuer of the tokens, exactly as their `iss` says it. While a deployment makes the authorizer, API Gateway reads `<issuer>/.well-known/openid-configuration` from the internet, and refuses an issuer without it.",
          "https://login.example.com",
        ),
        audience: described(z.array(z.string().min(1)).min(1), "Accepted audiences (`aud` or `client_id`).", ["web"]),
      })
      .optional()
      .meta({
        description: "Verifies JSON Web Tokens; then a route that does not say `authorization: none` needs one.",
      }),
    cors: z
      .strictObject({
        allowOrigins: described(z.array(origin).min(1), "Origins of other sites that may call.", [
          "https://example.com",
        ]),
        allowMethods: described(z.array(z.string()).min(1), "Methods that they may use.", ["GET"]),
        allowHeaders: described(z.array(z.string()), "Headers that they may send.", ["content-type"]),
        allowCredentials: described(z.boolean(), "Whether they may send cookies.", false),
        maxAgeSeconds: described(whole(0, 86_400), "Seconds that a browser remembers this.", 300),
      })
      .refine((cors) => !(cors.allowCredentials && cors.allowOrigins.includes("*")), {
        path: ["allowOrigins"],
        error: "origins by name, because allowCredentials is on and * would let every site act as the user",
      })
      .optional()
      .meta({ description: "Not needed behind the edge, where the browser sees one origin." }),
    domain: z
      .strictObject({
        name: domainName,
        certificateArn,
        hostedZoneId: described(
          hostedZoneId,
          "Public hosted zone of that name or of one above it, where its record is made. Without it the record is yours to make, to the target that the stack's outputs name, and an edge that reaches the API by the domain alone answers 502 until it is there.",
          "Z0123456789ABCDEFGHIJ",
        ).optional(),
      })
      .optional()
      .meta({ description: "A regional custom domain." }),
    executeApiEndpoint: described(
      z.boolean(),
      "Whether the API answers at its generated address besides its custom domain.",
      true,
    ),
  })
  .refine((api) => api.executeApiEndpoint || api.domain !== undefined, {
    path: ["executeApiEndpoint"],
    error: "true, or the API needs a domain to be reached at",
  });

export type ApiSettings = z.output<typeof apiSettings>;
export type FunctionSettings = z.output<typeof functionSettings>;
export type RolloutSettings = FunctionSettings["rollout"];
export type FunctionsSettings = z.output<typeof functionsSettings>;
