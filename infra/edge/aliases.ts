import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface AliasesArgs {
  readonly names: readonly string[];
  /** Public zone of all of them. */
  readonly hostedZoneId: string;
  readonly distribution: {
    readonly domainName: pulumi.Input<string>;
    readonly hostedZoneId: pulumi.Input<string>;
  };
}

/** Leads host names to a distribution, by IPv4 and IPv6. Queries for aliases are free, also those of an apex. */
export class Aliases extends pulumi.ComponentResource {
  constructor(
    name: string,
    { names, hostedZoneId, distribution }: AliasesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("web-platform:edge:Aliases", name, {}, opts);
    for (const host of names) {
      for (const type of ["A", "AAAA"]) {
        new aws.route53.Record(
          `${name}-${host}-${type}`,
          {
            zoneId: hostedZoneId,
            name: host,
            type,
            aliases: [
              {
                name: distribution.domainName,
                zoneId: distribution.hostedZoneId,
                // CloudFront takes no part in health checks ("Values specific for simple alias records").
                evaluateTargetHealth: false,
              },
            ],
          },
          { parent: this },
        );
      }
    }
    this.registerOutputs({});
  }
}
