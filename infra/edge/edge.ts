import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Origin } from "../compute/origin";
import type { EdgeSettings, ProviderSettings } from "../settings";
import { PrivateBucket } from "../storage/private-bucket";
import { AccessLogs } from "./access-logs";
import { Aliases } from "./aliases";
import type { CachedRoute } from "./behaviors";
import { Certificate } from "./certificate";
import { Distribution } from "./distribution";
import { type HostNames, hostNames } from "./host-names";
import { NotFound } from "./not-found";
import { notFoundPage } from "./publishing/not-found-page";
import { plainFiles } from "./publishing/plain-files";
import { servedPrefix } from "./publishing/publish";
import { Release } from "./publishing/release";
import type { Site } from "./publishing/site";
import { WebAcl } from "./web-acl";

export interface EdgeArgs {
  readonly settings: EdgeSettings;
  /** What is published. */
  readonly site: Site;
  /** Where `/api/*` leads; without it, the site answers there too. */
  readonly origin: Origin | undefined;
  /** Routes whose answers are kept. */
  readonly cachedRoutes: readonly CachedRoute[];
  /** The stack's region. */
  readonly region: string;
  /** How the stack reaches AWS, for what has to be elsewhere than in its region. */
  readonly provider: ProviderSettings;
}

interface DistributionSurroundings {
  readonly bucket: PrivateBucket;
  readonly hosts: HostNames | undefined;
  readonly notFound: NotFound;
  /** What is in CloudFront's own region. */
  readonly globally: pulumi.ComponentResourceOptions;
}

/** Where CloudFront's certificates, firewalls and log deliveries have to be (CloudFront Developer Guide). */
const globalRegion = "us-east-1";

/**
 * One origin for the browser: a distribution before the site, which is private in S3, and before `/api/*`, which the
 * compute component answers. So no application code has a reverse proxy, and nothing needs CORS.
 *
 * The site is published with the deployment: what is new and changed is uploaded, what is gone deleted, and exactly what
 * viewers may hold stale is invalidated. Everything else that the edge consists of is there before.
 *
 * Costs: by use; the firewall by the month.
 */
export class Edge extends pulumi.ComponentResource {
  /** Address of the site, `https://<host>`, with its content published. */
  readonly url: pulumi.Output<string>;
  readonly distributionId: pulumi.Output<string>;
  /** The distribution's own name. */
  readonly domainName: pulumi.Output<string>;
  /** Bucket with the site and with what is known of its publication. */
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:Edge", name, {}, opts);
    const { settings, site, provider } = args;
    const hosts = settings.domain && hostNames(settings.domain);
    const globally = { parent: this, provider: this.globalProvider(name, provider) };

    // The bucket lets in the distribution, which does not exist without the bucket's name.
    const [readerArn, readBy] = pulumi.deferredOutput<string>();
    const bucket = this.siteBucket(name, settings, readerArn);
    const notFound = new NotFound(
      `${name}-not-found`,
      { page: notFoundPage(site), distributionArn: readerArn },
      { parent: this },
    );
    const distribution = this.distribution(name, args, { bucket, hosts, globally, notFound });
    readBy(distribution.arn);
    new AccessLogs(
      `${name}-access-logs`,
      {
        distributionArn: distribution.arn,
        retentionDays: settings.accessLogRetentionDays,
        forceDestroy: !settings.deletionProtection,
      },
      globally,
    );
    if (hosts) new Aliases(name, { ...hosts, distribution }, { parent: this });
    const release = new Release(
      name,
      {
        site,
        bucket: bucket.bucket,
        distributionId: distribution.id,
        routing: settings.site.routing,
        invalidation: settings.invalidation,
        provider,
      },
      { parent: this },
    );

    this.url = release.published.apply(
      () => pulumi.interpolate`https://${hosts?.canonical ?? distribution.domainName}`,
    );
    this.distributionId = distribution.id;
    this.domainName = distribution.domainName;
    this.bucket = bucket.bucket;
    this.registerOutputs({ url: this.url, distributionId: this.distributionId, bucket: this.bucket });
  }

  /** Reaches AWS as the stack's own does. */
  private globalProvider(name: string, settings: ProviderSettings): aws.Provider {
    return new aws.Provider(`${name}-${globalRegion}`, { ...settings, region: globalRegion }, { parent: this });
  }

  /** With its firewall and its certificate. */
  private distribution(
    name: string,
    { settings, site, origin, cachedRoutes, region }: EdgeArgs,
    { bucket, hosts, globally, notFound }: DistributionSurroundings,
  ): Distribution {
    return new Distribution(
      name,
      {
        settings,
        bucketDomainName: bucket.regionalDomainName,
        bucketPath: `/${servedPrefix}`,
        origin,
        notFound: notFound.origin,
        plainFiles: plainFiles(site, settings.site.routing),
        cachedRoutes,
        region,
        ...(settings.waf.enabled && { webAclArn: new WebAcl(name, settings.waf, globally).arn }),
        ...(hosts && {
          alias: { names: hosts.names, certificateArn: new Certificate(name, hosts, globally).arn },
          canonicalHost: hosts.canonical,
        }),
      },
      { parent: this },
    );
  }

  /** Its content is published from the repository, so it goes with the stack. */
  private siteBucket(name: string, settings: EdgeSettings, readerArn: pulumi.Output<string>): PrivateBucket {
    return new PrivateBucket(
      `${name}-site`,
      {
        forceDestroy: true,
        statements: (bucketArn) => [
          reading("Distribution", "s3:GetObject", pulumi.interpolate`${bucketArn}/${servedPrefix}/*`, readerArn),
          // Who may not list a bucket is told 403 of what is not there, and not 404 (S3 API Reference, GetObject). A list
          // itself is out of reach: whatever a viewer asks for, the distribution asks for a key.
          reading("Missing", "s3:ListBucket", bucketArn, readerArn),
        ],
      },
      { parent: this, protect: settings.deletionProtection },
    );
  }
}

/** Lets a distribution do one thing. */
function reading(
  sid: string,
  action: string,
  resource: pulumi.Output<string>,
  arn: pulumi.Output<string>,
): aws.iam.PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: action,
    Resource: resource,
    Condition: { StringEquals: { "aws:SourceArn": arn } },
  };
}
