import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { knownAfter } from "../../known-after";
import type { ApiSettings } from "../../settings";

type ApiDomainArgs = NonNullable<ApiSettings["domain"]> & {
  readonly apiId: pulumi.Input<string>;
  readonly stageId: pulumi.Input<string>;
};

/** A regional domain name of an API, for TLS 1.2 or newer; its DNS record is made where its hosted zone is known. */
export class ApiDomain extends pulumi.ComponentResource {
  /** `https://<domain name>`, known once the name leads to the API, where its record is made here. */
  readonly endpoint: pulumi.Output<string>;
  /** What the DNS record of the domain points at. */
  readonly target: { readonly domainName: pulumi.Output<string>; readonly hostedZoneId: pulumi.Output<string> };

  constructor(name: string, args: ApiDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:compute:ApiDomain", name, {}, opts);
    const domain = new aws.apigatewayv2.DomainName(
      name,
      {
        domainName: args.name,
        domainNameConfiguration: {
          certificateArn: args.certificateArn,
          endpointType: "REGIONAL",
          securityPolicy: "TLS_1_2",
        },
      },
      { parent: this },
    );
    const mapping = new aws.apigatewayv2.ApiMapping(
      name,
      { apiId: args.apiId, domainName: domain.id, stage: args.stageId },
      { parent: this },
    );
    this.target = {
      domainName: domain.domainNameConfiguration.targetDomainName,
      hostedZoneId: domain.domainNameConfiguration.hostedZoneId,
    };
    const record = args.hostedZoneId === undefined ? [] : [this.record(name, args.name, args.hostedZoneId)];
    this.endpoint = knownAfter(pulumi.output(`https://${args.name}`), [mapping, ...record]);
    this.registerOutputs({ target: this.target });
  }

  /** IPv4, which is what a domain name of API Gateway speaks unless told otherwise. */
  private record(name: string, domainName: string, zoneId: string): aws.route53.Record {
    return new aws.route53.Record(
      name,
      {
        zoneId,
        name: domainName,
        type: "A",
        aliases: [{ name: this.target.domainName, zoneId: this.target.hostedZoneId, evaluateTargetHealth: false }],
      },
      { parent: this },
    );
  }
}
