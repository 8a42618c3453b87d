import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Pattern, write } from "../compute/routes/pattern";
import { managedPolicies } from "./managed-policies";

/** A route whose answers CloudFront keeps: the same for everyone who asks for the path with the same query. */
export interface CachedRoute {
  readonly path: Pattern;
  readonly cacheSeconds: number;
}

/** What behaviors of both origins refer to. */
interface Headers {
  readonly responseHeadersPolicyId: pulumi.Input<string>;
}

/** An origin by its id in the distribution. */
export const origins = {
  site: "site",
  api: "api",
  notFound: "not-found",
  siteOrNotFound: "site-or-not-found",
} as const;

const reading = ["GET", "HEAD"];
const every = [...reading, "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

type Behavior = Omit<aws.types.input.cloudfront.DistributionOrderedCacheBehavior, "pathPattern">;

/** The site: files, kept as each says, and led to by the function; and a page where there is none. */
export function siteBehavior({
  responseHeadersPolicyId,
  functionArn,
}: Headers & { readonly functionArn: pulumi.Input<string> }): Behavior {
  return {
    targetOriginId: origins.siteOrNotFound,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: reading,
    cachedMethods: reading,
    compress: true,
    cachePolicyId: managedPolicies.cache.optimized,
    responseHeadersPolicyId,
    functionAssociations: [{ eventType: "viewer-request", functionArn }],
  };
}

/**
 * The API: everything that viewers send arrives, and nothing that it answers is kept. Plain HTTP is refused and not
 * redirected: what was sent by it, a token maybe, is out already, and a caller should notice.
 */
export function apiBehavior({
  responseHeadersPolicyId,
  functionArn,
}: Headers & { readonly functionArn: pulumi.Input<string> }): Behavior {
  return {
    ...apiDefaults,
    cachePolicyId: managedPolicies.cache.disabled,
    originRequestPolicyId: managedPolicies.originRequest.allViewerExceptHostHeader,
    responseHeadersPolicyId,
    functionAssociations: [{ eventType: "viewer-request", functionArn }],
  };
}

/**
 * A route whose answers are kept: only path and query arrive, so that no answer can depend on who asked first. It has the
 * API's methods, since what it does not answer is for the API to say.
 */
export function cachedBehavior({
  responseHeadersPolicyId,
  cachePolicyId,
}: Headers & { readonly cachePolicyId: pulumi.Input<string> }): Behavior {
  return { ...apiDefaults, cachePolicyId, responseHeadersPolicyId };
}

const apiDefaults = {
  targetOriginId: origins.api,
  viewerProtocolPolicy: "https-only",
  allowedMethods: every,
  cachedMethods: reading,
  compress: true,
} as const;

/** Where the API begins. */
export const apiPattern = "/api/*";

/**
 * A route's path as CloudFront matches it. Its `*` takes slashes too, and is narrower than API Gateway's `{name}` nowhere;
 * settings see to it that no other route is in reach.
 */
export const pathPattern = (path: Pattern): string => write(path, () => "*");
