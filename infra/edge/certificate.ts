import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface CertificateArgs {
  /** The first is the certificate's subject. */
  readonly names: readonly string[];
  /** Public zone of all of them. */
  readonly hostedZoneId: string;
}

/**
 * A certificate that ACM renews by itself, as long as its records are in the hosted zone.
 *
 * CloudFront takes certificates of us-east-1 only: the provider given has to be of that region.
 *
 * @throws an error of the deployment when the names are not validated within 75 minutes, such as when the world asks other
 * name servers than the zone's.
 */
export class Certificate extends pulumi.ComponentResource {
  /** Known once ACM has issued it. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: CertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:Certificate", name, {}, opts);
    const parent = { parent: this };
    const [domainName = "", ...subjectAlternativeNames] = args.names;
    const certificate = new aws.acm.Certificate(
      name,
      { domainName, subjectAlternativeNames, validationMethod: "DNS" },
      parent,
    );
    const records = args.names.map((host) => {
      const option = certificate.domainValidationOptions.apply((options) =>
        options.find((candidate) => candidate.domainName === host),
      );
      return new aws.route53.Record(
        `${name}-${host}`,
        {
          zoneId: args.hostedZoneId,
          name: text(option.apply((found) => found?.resourceRecordName)),
          type: text(option.apply((found) => found?.resourceRecordType)),
          records: [text(option.apply((found) => found?.resourceRecordValue))],
          ttl: 300,
          // An account's certificates for one name share one record, and another may have made it ("DNS validation").
          allowOverwrite: true,
        },
        parent,
      );
    });
    const validation = new aws.acm.CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
      parent,
    );
    this.arn = validation.certificateArn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** @throws Error where ACM has no record for a name of the certificate. */
function text(value: pulumi.Output<string | undefined>): pulumi.Output<string> {
  return value.apply((found) => {
    if (found === undefined) throw new Error("ACM names no record that validates one of the certificate's names");
    return found;
  });
}
