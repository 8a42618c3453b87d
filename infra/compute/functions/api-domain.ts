import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApiSettings } from "../../settings";

type ApiDomainArgs = NonNullable<ApiSettings["domain"]> & {
  readonly apiId: pulumi.Input<string>;
  readonly stageId: pulumi.Input<string>;
};

/** A regional domain name of an API, for TLS 1.2 or newer. Its DNS record is not made here. */
export class ApiDomain extends pulumi.ComponentResource {
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
    new aws.apigatewayv2.ApiMapping(
      name,
      { apiId: args.apiId, domainName: domain.id, stage: args.stageId },
      { parent: this },
    );
    this.target = {
      domainName: domain.domainNameConfiguration.targetDomainName,
      hostedZoneId: domain.domainNameConfiguration.hostedZoneId,
    };
    this.registerOutputs({ target: this.target });
  }
}
