import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Origin } from "../compute/origin";
import { label } from "../names";
import type { EdgeSettings } from "../settings";
import {
  apiBehavior,
  apiPattern,
  cachedBehavior,
  type CachedRoute,
  origins,
  pathPattern,
  siteBehavior,
} from "./behaviors";
import { httpsOnly } from "./custom-origin";
import { LoadBalancerOrigin } from "./load-balancer-origin";
import { responseHeadersPolicy } from "./response-headers";
import { apiRequestCode, siteRequestCode } from "./viewer-functions/compile";

export interface DistributionArgs {
  readonly settings: EdgeSettings;
  /** Host name of the site's bucket in its region. */
  readonly bucketDomainName: pulumi.Input<string>;
  /** Where the site is in the bucket: `/site`. */
  readonly bucketPath: string;
  /** What answers `/api/*`; the site does without it. */
  readonly origin: Origin | undefined;
  /** Files that no routing leads elsewhere, as paths of a URL. */
  readonly plainFiles: readonly string[];
  /** What answers where the site has no such file. */
  readonly notFound: Omit<aws.types.input.cloudfront.DistributionOrigin, "originId">;
  readonly cachedRoutes: readonly CachedRoute[];
  readonly region: string;
  readonly webAclArn?: pulumi.Input<string>;
  /** Host names of the site's own, with a certificate in us-east-1 for all of them. */
  readonly alias?: { readonly names: readonly string[]; readonly certificateArn: pulumi.Input<string> };
  /** The one of them that the others redirect to. */
  readonly canonicalHost?: string;
}

/** Statuses that CloudFront would keep for ten seconds ("Manage how long CloudFront caches errors"). */
const errors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** 403 is not among its statuses: a bucket that lets nobody in shows as what it is. */
const siteOrNotFound = {
  originId: origins.siteOrNotFound,
  failoverCriteria: { statusCodes: [404] },
  members: [{ originId: origins.site }, { originId: origins.notFound }],
};

/**
 * A CloudFront distribution in front of a site and an API.
 *
 * - Viewers get HTTPS (CloudFront.3), HTTP/2 and 3, IPv6, compression and security headers.
 * - The site's bucket answers to it alone, by a signed request (origin access control, CloudFront.13).
 * - `/api/*` goes to the API as viewers sent it, and what it answers is not kept, but for routes that say so. No error page
 *   stands in for an answer, and no error is kept either: it may have been meant for somebody else.
 * - Where the site has no such file, an origin of its own answers: for the site only, since the API's 404 is the API's.
 * - Functions, in front of the cache, lead paths to files and make the session's cookie the Authorization header.
 * - It is reached by TLS 1.2 or newer at names of its own (CloudFront.15).
 *
 * Costs: by request and by what goes out.
 */
export class Distribution extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly id: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  /** CloudFront's own zone, for alias records. */
  readonly hostedZoneId: pulumi.Output<string>;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:Distribution", name, {}, opts);
    const { settings, alias, origin, notFound } = args;
    const headers = { responseHeadersPolicyId: responseHeadersPolicy(name, settings.headers, { parent: this }).id };
    const distribution = new aws.cloudfront.Distribution(
      name,
      {
        enabled: true,
        comment: label(name),
        aliases: [...(alias?.names ?? [])],
        origins: [
          this.siteOrigin(name, args),
          ...(origin ? [this.apiOrigin(name, origin, args)] : []),
          { originId: origins.notFound, ...notFound },
        ],
        originGroups: [siteOrNotFound],
        defaultRootObject: "index.html",
        defaultCacheBehavior: siteBehavior({ ...headers, functionArn: this.siteFunction(name, args) }),
        orderedCacheBehaviors: origin ? this.apiBehaviors(name, args, headers) : [],
        customErrorResponses: errors.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: settings.priceClass,
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: alias
          ? {
              acmCertificateArn: alias.certificateArn,
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: settings.minimumProtocolVersion,
            }
          : { cloudfrontDefaultCertificate: true },
        ...(args.webAclArn !== undefined && { webAclId: args.webAclArn }),
      },
      { parent: this, protect: settings.deletionProtection },
    );

    this.arn = distribution.arn;
    this.id = distribution.id;
    this.domainName = distribution.domainName;
    this.hostedZoneId = distribution.hostedZoneId;
    this.registerOutputs({ id: this.id, domainName: this.domainName });
  }

  private siteOrigin(name: string, { bucketDomainName, bucketPath }: DistributionArgs) {
    const access = new aws.cloudfront.OriginAccessControl(
      name,
      { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
      { parent: this },
    );
    return {
      originId: origins.site,
      domainName: bucketDomainName,
      originPath: bucketPath,
      originAccessControlId: access.id,
    };
  }

  private apiOrigin(name: string, origin: Origin, { settings, region }: DistributionArgs) {
    if (origin.kind === "api-gateway") {
      return { originId: origins.api, domainName: origin.domainName, customOriginConfig: httpsOnly() };
    }
    const way = new LoadBalancerOrigin(
      `${name}-api`,
      { origin, region, prefixListId: settings.originFacingPrefixListId },
      { parent: this },
    );
    return { originId: origins.api, ...way.origin };
  }

  private siteFunction(name: string, { settings, plainFiles, canonicalHost }: DistributionArgs): pulumi.Output<string> {
    const { routing } = settings.site;
    const code = siteRequestCode({
      routing,
      ...(plainFiles.length > 0 && { plainFiles }),
      ...(canonicalHost !== undefined && { redirect: { host: canonicalHost } }),
    });
    return this.viewerFunction(`${name}-site`, code);
  }

  private apiBehaviors(
    name: string,
    { settings, cachedRoutes }: DistributionArgs,
    headers: { readonly responseHeadersPolicyId: pulumi.Input<string> },
  ) {
    const seconds = new Set(cachedRoutes.map(({ cacheSeconds }) => cacheSeconds));
    const policies = new Map([...seconds].map((ttl) => [ttl, this.cachePolicy(`${name}-${ttl}s`, ttl).id]));
    const kept = cachedRoutes.map(({ path, cacheSeconds }) => ({
      pathPattern: pathPattern(path),
      ...cachedBehavior({ ...headers, cachePolicyId: policies.get(cacheSeconds) ?? "" }),
    }));
    // Where `GET /api/{proxy+}` is kept, it is the only route below /api: a second behavior would have nothing left to take.
    if (kept.some((behavior) => behavior.pathPattern === apiPattern)) return kept;
    const functionArn = this.viewerFunction(`${name}-api`, apiRequestCode({ sessionCookie: settings.sessionCookie }));
    return [...kept, { pathPattern: apiPattern, ...apiBehavior({ ...headers, functionArn }) }];
  }

  private viewerFunction(name: string, code: Promise<string>): pulumi.Output<string> {
    return new aws.cloudfront.Function(name, { runtime: "cloudfront-js-2.0", code }, { parent: this }).arn;
  }

  /** An API may say that an answer is kept for less, and not for longer. */
  private cachePolicy(name: string, seconds: number): aws.cloudfront.CachePolicy {
    return new aws.cloudfront.CachePolicy(
      name,
      {
        minTtl: 0,
        defaultTtl: seconds,
        maxTtl: seconds,
        parametersInCacheKeyAndForwardedToOrigin: {
          cookiesConfig: { cookieBehavior: "none" },
          headersConfig: { headerBehavior: "none" },
          queryStringsConfig: { queryStringBehavior: "all" },
          enableAcceptEncodingBrotli: true,
          enableAcceptEncodingGzip: true,
        },
      },
      { parent: this },
    );
  }
}
