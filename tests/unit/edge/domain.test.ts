import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Aliases } from "../../../infra/edge/aliases";
import { Certificate } from "../../../infra/edge/certificate";
import { hostNames } from "../../../infra/edge/host-names";
import { assertIncludes } from "../assert-includes";
import { deploy } from "../harness";
import { types } from "./edge-fixture";

const hostedZoneId = "Z0123456789ABCDEFGHIJ";
const names = ["example.com", "www.example.com"];

/** Something that is given the output. */
class User extends pulumi.CustomResource {
  constructor(name: string, inputs: pulumi.Inputs) {
    super("test:index:User", name, inputs);
  }
}

describe("the hosts of a site", () => {
  const domain = (www: "none" | "redirect" | "canonical") => hostNames({ name: "example.com", hostedZoneId, www });

  it("are the domain's name, and www. before it where it is asked for", () => {
    assert.deepEqual(domain("none"), { canonical: "example.com", names: ["example.com"], hostedZoneId });
    assert.deepEqual(domain("redirect"), { canonical: "example.com", names, hostedZoneId });
    assert.deepEqual(domain("canonical"), { canonical: "www.example.com", names, hostedZoneId });
  });
});

describe("Certificate", () => {
  const option = (domainName: string) => ({
    domainName,
    resourceRecordName: `_1.${domainName}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_2.${domainName}.`,
  });
  const certificate = (options: readonly object[]) =>
    deploy(
      () => {
        const { arn } = new Certificate("edge", { names, hostedZoneId });
        new User("user", { certificateArn: arn });
        return { arn };
      },
      {
        computed: {
          "aws:acm/certificate:Certificate": { arn: "arn:certificate", domainValidationOptions: options },
          [types.record]: { fqdn: "validated" },
        },
      },
    );
  // ACM gives them in no order.
  const options = names.toReversed().map(option);

  it("is for all names, validated by DNS", async () => {
    const { one } = await certificate(options);
    assertIncludes(one("aws:acm/certificate:Certificate").inputs, {
      domainName: "example.com",
      subjectAlternativeNames: ["www.example.com"],
      validationMethod: "DNS",
    });
  });

  it("has the record of each name in the hosted zone", async () => {
    const { one, all } = await certificate(options);
    assert.equal(all(types.record).length, 2);
    for (const name of names) {
      assertIncludes(one(types.record, `edge-${name}`).inputs, {
        zoneId: hostedZoneId,
        name: `_1.${name}.`,
        type: "CNAME",
        records: [`_2.${name}.`],
        allowOverwrite: true,
      });
    }
  });

  it("is known once it is validated", async () => {
    const { one, outputs } = await certificate(options);
    assertIncludes(one("aws:acm/certificateValidation:CertificateValidation").inputs, {
      certificateArn: "arn:certificate",
      validationRecordFqdns: ["validated", "validated"],
    });
    assert.equal(outputs.arn, "arn:certificate");
    const { dependencies } = one("test:index:User");
    assert.ok(
      dependencies.some((urn) => urn.includes("aws:acm/certificateValidation:CertificateValidation::")),
      String(dependencies),
    );
  });
});

describe("Aliases", () => {
  it("lead every name to the distribution, by IPv4 and IPv6", async () => {
    const distribution = { domainName: "d1.cloudfront.net", hostedZoneId: "Z2FDTNDATAQYW2" };
    const { all } = await deploy(() => {
      new Aliases("edge", { names, hostedZoneId, distribution });
    });
    assert.deepEqual(
      all(types.record).map(({ inputs }) => [inputs["name"], inputs["type"]]),
      names.flatMap((name) => [
        [name, "A"],
        [name, "AAAA"],
      ]),
    );
    for (const { inputs } of all(types.record)) {
      assert.equal(inputs["zoneId"], hostedZoneId);
      assert.deepEqual(inputs["aliases"], [
        { name: "d1.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
      ]);
    }
  });
});
