import type { VpcEndpointArgs, VpcEndpointState } from "@pulumi/aws/ec2";
import type { PolicyResource } from "@pulumi/policy";

import { allowsEverything } from "../../aws/endpoint-policies";
import { isGiven } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import type { Stack } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const POLICY = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";

/**
 * Whoever runs code in the VPC reaches, by an endpoint that allows everything, everybody's resources with anybody's
 * credentials: the way out for data, past every rule of a security group. A policy of an endpoint elsewhere is judged by itself;
 * endpoints that take no policy are not judged.
 */
export const vpcEndpointPolicies = rule({
  name: "vpc-endpoint-policies",
  description: "VPC endpoints do not let everyone do everything.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: wellArchitected("SEC05-BP02"),
  remediationSteps:
    "state a policy with conditions, such as aws:PrincipalAccount and aws:ResourceAccount, on the endpoint or by an aws.ec2.VpcEndpointPolicy.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",

  inputsOf: [ENDPOINT, POLICY],

  stack: (stack, { judge }) => {
    const endpoints = stack.ofType<VpcEndpointState>(ENDPOINT);
    const attached = stack
      .ofType(POLICY)
      .map((policy) => ({ policy, endpoint: stack.reference(policy, "vpcEndpointId", endpoints) }));

    for (const endpoint of endpoints) {
      judge(endpoint, (report) => {
        const own = attached.filter((candidate) => candidate.endpoint === endpoint).map(({ policy }) => policy);
        const stated = own.length > 0 ? own : isGiven(stack.stated(endpoint), "policy") ? [endpoint] : [];
        if (stated.length > 0) for (const resource of stated) judgePolicy(stack, resource, report);
        else if (takesNone(stack.stated(endpoint) as Inputs<VpcEndpointArgs>)) return;
        else if (attached.some((candidate) => candidate.endpoint === undefined))
          report.undecided("which policy it has");
        else report.violation("it has no policy, and so AWS's, which lets everyone do everything");
      });
    }

    for (const { policy } of attached.filter(({ endpoint }) => typeof endpoint === "string")) {
      judge(policy, (report) => judgePolicy(stack, policy, report));
    }
  },
});

function judgePolicy(stack: Stack, resource: PolicyResource, { violation, undecided }: Report): void {
  const stated = stack.stated(resource);
  if (!isGiven(stated, "policy")) {
    violation("it states no policy, and so AWS's, which lets everyone do everything");
    return;
  }
  const document = ifKnown<unknown>(() => stated["policy"]);
  const isOpen = document === undefined ? undefined : allowsEverything(document);
  if (isOpen === undefined) undecided("what its policy allows");
  else if (isOpen) violation("its policy lets everyone do everything");
}

/**
 * AWS PrivateLink Guide, "Control access to VPC endpoints": not every service supports policies. Endpoint services of others and
 * Gateway Load Balancers do not, and of AWS's own those whose guides say so, or which answer that they take AWS's alone.
 */
const takesNone = (endpoint: Inputs<VpcEndpointArgs>): boolean =>
  ["GatewayLoadBalancer", "Resource", "ServiceNetwork"].includes(endpoint.vpcEndpointType ?? "") ||
  /\.vpce-svc-|\.(email-smtp|mail-manager-smtp\..+|grafana-workspace|eks-capabilities)$/.test(
    endpoint.serviceName ?? "",
  );
