import type { VpcEndpointState, VpcState } from "@pulumi/aws/ec2";

import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/** What goes to AWS stays in AWS's network, and is not paid for by the gigabyte at a NAT gateway. */
export const vpcEndpoints = rule<{ readonly services: readonly string[] }>({
  name: "vpc-endpoints",
  description: "Every VPC has endpoints for the AWS services that it uses.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: fsbp("EC2.57"),
  remediationSteps: "add an aws.ec2.VpcEndpoint for each, or leave the service out of the rule's option.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-57",
  options: {
    services: {
      type: "array",
      items: { type: "string", pattern: "^[a-z0-9.-]+$" },
      default: ["s3", "ssm"],
      description: "services demanded, as their endpoints' names end",
    },
  },

  stack: (stack, { judge, options: { services } }) => {
    const vpcs = stack.ofType<VpcState>("aws:ec2/vpc:Vpc");
    const endpoints = stack.ofType<VpcEndpointState>("aws:ec2/vpcEndpoint:VpcEndpoint").map((endpoint) => ({
      vpc: stack.reference(endpoint, "vpcId", vpcs),
      service: ifKnown(() => endpoint.props.serviceName),
    }));

    for (const vpc of vpcs) {
      judge(vpc, ({ violation, undecided }) => {
        const candidates = endpoints.filter((endpoint) => [vpc, undefined].includes(endpoint.vpc as typeof vpc));
        const missing = services.filter(
          (service) =>
            !candidates.some((endpoint) => endpoint.vpc === vpc && endpoint.service?.endsWith(`.${service}`)),
        );
        if (missing.length === 0) return;
        if (candidates.some((endpoint) => endpoint.vpc === undefined || endpoint.service === undefined)) {
          undecided(`whether it has endpoints for ${missing.join(" and ")}`);
        } else {
          violation(`it has no endpoint for ${missing.join(" and ")}`);
        }
      });
    }
  },
});
