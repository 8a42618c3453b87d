import type { IntegrationState } from "@pulumi/aws/apigatewayv2";
import type { LoadBalancerArgs as ClassicArgs } from "@pulumi/aws/elb";
import type { ListenerState, LoadBalancerArgs, LoadBalancerState } from "@pulumi/aws/lb";

import { isApplication } from "../../aws/load-balancers";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * A request that two servers read in two ways can smuggle in another. The strictest defence is too much before an API: it
 * answers 400 to whatever comes through a VPC link (re:Post, "How do I troubleshoot a 400 Bad Request error in an API Gateway
 * private integration?").
 */
export const elbDesync = rule({
  name: "elb-desync",
  description:
    "Application and Classic Load Balancers defend themselves and their targets against ambiguous requests, and answer those of an API.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.12", "ELB.14"),
  seeAlso: ["Checkov CKV_AWS_328"],
  remediationSteps:
    'set desyncMitigationMode to "defensive" or, where no VPC link leads there, "strictest", or leave it out.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-12",

  resources: {
    "aws:lb/loadBalancer:LoadBalancer": (balancer: Inputs<LoadBalancerArgs>, { violation }) => {
      if (isApplication(balancer)) judgeMode(balancer, violation);
    },
    "aws:elb/loadBalancer:LoadBalancer": (balancer: Inputs<ClassicArgs>, { violation }) =>
      judgeMode(balancer, violation),
  },

  inputsOf: ["aws:lb/loadBalancer:LoadBalancer"],

  stack: (stack, { judge }) => {
    const balancers = stack.ofType<LoadBalancerState>("aws:lb/loadBalancer:LoadBalancer");
    const listeners = stack.ofType<ListenerState>("aws:lb/listener:Listener");

    for (const integration of stack.ofType<IntegrationState>("aws:apigatewayv2/integration:Integration")) {
      judge(integration, ({ violation }) => {
        if (integration.props.connectionType !== "VPC_LINK") return;
        const listener = stack.reference(integration, "integrationUri", listeners);
        if (listener === undefined || typeof listener === "string") return;
        const balancer = stack.reference(listener, "loadBalancerArn", balancers);
        if (balancer === undefined || typeof balancer === "string") return;
        if (!stack.states(balancer, "desyncMitigationMode")) return;
        if (balancer.props.desyncMitigationMode === "strictest")
          violation(
            `${balancer.name}, where its VPC link leads, answers 400 to all that it sends in the strictest mode`,
          );
      });
    }
  },
});

function judgeMode(
  { desyncMitigationMode: mode }: { readonly desyncMitigationMode?: string | undefined },
  violation: (found: string) => void,
): void {
  if (![undefined, "defensive", "strictest"].includes(mode))
    violation(`desyncMitigationMode is ${JSON.stringify(mode)}`);
}
