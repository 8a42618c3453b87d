import { closest } from "fastest-levenshtein";
import { z } from "zod";
import { directives, unquotedForm } from "../edge/content-security-policy";
import { managedRules } from "../edge/managed-rules";
import { described, distinct, retentionDays, whole } from "./common";
import { hostedZoneId } from "./workload";

const pathPrefix = z
  .string()
  .regex(/^(\/|(\/[A-Za-z0-9._~-]+)+)$/, "a path such as / or /docs, without a slash at its end");

const site = z.strictObject({
  folder: described(
    z.string().regex(/^(?!\/|.*(^|\/)\.\.(\/|$))[A-Za-z0-9._/-]*[A-Za-z0-9._-]$/, "a folder of this repository"),
    "What is published: every file in it, as it is, such as the output of a build. `index.html` has to be there.",
    "app/site",
  ),
  routing: described(
    z.record(pathPrefix, z.enum(["spa", "pages"])),
    "What answers paths without a file extension, by path prefix; the longest wins. `spa`: the prefix's `index.html`, for every path below it. `pages`: the `index.html` in the folder of that path, or the page of that name, such as `about.html` for `/about`.",
    { "/": "spa", "/docs": "pages" },
  ),
  immutable: described(
    z.array(z.string().regex(/^[^/]/, "a pattern such as assets/**, without a slash at its beginning")),
    "Files that browsers keep for a year without asking, since their names change with their content: patterns of paths below the folder. Without it, the files whose names have a digest as bundlers write it (`app/README.md`); with it, these and no others. Pages never.",
    ["assets/**"],
  ).optional(),
});

const headers = z.strictObject({
  contentSecurityPolicy: described(
    z.record(
      z
        .string()
        .regex(/^[a-z]+(-[a-z]+)*$/, "a directive such as img-src")
        .meta({ enum: directives }),
      z.array(
        z
          .string()
          .regex(/^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/, "a source, without spaces, commas and semicolons")
          .meta({ not: { pattern: unquotedForm.source } }),
      ),
    ),
    "What pages may load and from where, by directive (`Content-Security-Policy`).",
    { "img-src": ["'self'", "https://images.example.com"] },
  ),
  frameOptions: described(z.enum(["DENY", "SAMEORIGIN"]), "Who may show pages in a frame.", "SAMEORIGIN"),
  referrerPolicy: described(
    z.enum(["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"]),
    "What other sites learn of where a visitor came from.",
    "same-origin",
  ),
  strictTransportSecurity: z.strictObject({
    maxAgeDays: described(whole(1, 3650), "Days that a browser insists on HTTPS.", 365),
    includeSubdomains: described(
      z.boolean(),
      "Also for every subdomain, whoever serves it: one that has no HTTPS is out of reach for those days, and no deployment takes it back.",
      false,
    ),
    preload: described(z.boolean(), "Consent to be in browsers' own lists, which is hard to take back.", false),
  }),
});

/** WAF compares 200 bytes at most, with the path as it is decoded. */
const exceptedPath = z
  .string()
  .regex(/^\/[A-Za-z0-9._~/-]{0,198}(\/\*)?$/, "a path such as /api/posts, or /api/posts/* for all below it");

const waf = z.strictObject({
  enabled: described(z.boolean(), "AWS WAF before the distribution (CloudFront.6).", true),
  requestsPerFiveMinutes: described(
    whole(10, 2_000_000_000),
    "Requests from one address in five minutes, above which it is blocked until it slows down.",
    2000,
  ),
  exceptions: described(
    z.record(
      z
        .string()
        .refine((rule) => managedRules.includes(rule), {
          error: ({ input }) => `a rule of AWS's groups; did you mean "${closest(String(input), managedRules)}"?`,
        })
        .meta({ enum: managedRules }),
      z.union([z.literal("everywhere"), distinct(z.array(exceptedPath).max(10), "each path once")]),
    ),
    `Rules of AWS's groups that count in the place of blocking: \`everywhere\`, or on the paths listed, of which one that ends with \`/*\` stands for all below it. An empty list takes a preset's exception back.`,
    { SizeRestrictions_BODY: "everywhere", CrossSiteScripting_BODY: ["/api/posts", "/api/posts/*"] },
  ),
  logRetentionDays: described(
    z.literal([0, ...retentionDays]),
    "Days that a log of what the rules have blocked and counted is kept (WAF.11), without cookies and `Authorization`; 0 for no log.",
    90,
  ),
});

const domain = z
  .strictObject({
    name: described(
      z.string().regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "a domain name in lower case"),
      "Domain name of the site.",
      "example.com",
    ),
    hostedZoneId: described(
      hostedZoneId,
      "Public hosted zone of that name or of one above it: the certificate is validated and the aliases are made there.",
      "Z0123456789ABCDEFGHIJ",
    ),
    www: described(
      z.enum(["none", "redirect", "canonical"]),
      "`www.` before the name: no such host, one that redirects to the name, or the one that the name redirects to.",
      "canonical",
    ),
  })
  .optional()
  .meta({
    description:
      "Without it, the site is at the distribution's own name, where CloudFront takes viewers with TLS 1.0 too and no setting changes that (CloudFront.7).",
  });

const invalidation = z.strictObject({
  exactPaths: described(
    // CreateInvalidation takes no more at once, and no more may be in progress (CloudFront quotas).
    whole(1, 3000),
    "Up to so many paths are invalidated one by one; more by wildcards.",
    100,
  ),
  waitSeconds: described(
    whole(0, 3600),
    "Seconds that a deployment waits at most until an invalidation has reached every edge location; 0 to go on at once.",
    300,
  ),
});

export const edgeSettings = z
  .strictObject({
    enabled: described(
      z.boolean(),
      "Whether the stack has an edge: a distribution before the site and `/api/*`.",
      true,
    ),
    site,
    sessionCookie: described(
      // RFC 6265's token, less what would need an escape.
      z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "letters, digits, _ and -, at most 64"),
      "Cookie with the session's JSON Web Token. A request to `/api/*` that has it and no `Authorization` header gets one.",
      "__Host-session",
    ),
    headers,
    priceClass: described(
      z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]),
      "Which edge locations serve: North America and Europe, all but South America and Oceania, or all.",
      "PriceClass_All",
    ),
    waf,
    // S3 deletes no object of a bucket with versions sooner.
    accessLogRetentionDays: described(whole(2, 3650), "Days that access logs are kept (CloudFront.5).", 90),
    domain,
    minimumProtocolVersion: described(
      z.enum(["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"]),
      "CloudFront's TLS policy for viewers of `domain` (CloudFront.15); at the distribution's own name CloudFront sets it.",
      "TLSv1.3_2025",
    ),
    invalidation,
    originFacingPrefixListId: described(
      z.string().regex(/^pl-[0-9a-f]{8,17}$/, "the id of a prefix list"),
      "Prefix list com.amazonaws.global.cloudfront.origin-facing of the stack's region, where the platform does not know it.",
      "pl-4fa04526",
    ).optional(),
    deletionProtection: described(
      z.boolean(),
      "Pulumi refuses to delete the distribution and the site's bucket until it is turned off and deployed.",
      true,
    ),
  })
  .meta({
    description: "What a browser sees: a CloudFront distribution before the site and, at `/api/*`, before compute.",
  });

export type EdgeSettings = z.output<typeof edgeSettings>;
export type SiteRouting = EdgeSettings["site"]["routing"];
