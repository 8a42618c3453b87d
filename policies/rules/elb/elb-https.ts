import type { LoadBalancerArgs as ClassicArgs } from "@pulumi/aws/elb";
import type { ListenerRuleState, ListenerState, LoadBalancerState } from "@pulumi/aws/lb";

import { onlyRedirects, protocolOf, sendsOn } from "../../aws/listeners";
import { isApplication } from "../../aws/load-balancers";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import type { Stack, StackResource } from "../../frame/stack";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/**
 * A visitor who comes by plain HTTP is sent on to HTTPS, and served by nothing else: neither by a listener's default action nor by
 * one of its rules. ELB.18 would have no listener for HTTP at all, ELB.1 one that redirects; the redirect is no finding.
 *
 * A listener of a load balancer outside the stack is judged too, by its ARN.
 */
export const elbHttps = rule<{ readonly internal: boolean }>({
  name: "elb-https",
  description:
    "Application Load Balancers serve HTTPS, and redirect plain HTTP to it; Classic ones serve HTTPS or TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.1", "ELB.3", "ELB.18"),
  seeAlso: [
    "cdk-nag ELB5",
    "Checkov CKV_AWS_2",
    "Checkov CKV2_AWS_20",
    "Trivy AWS-0054",
    "AwsGuard alb-http-to-https-redirection",
  ],
  remediationSteps:
    "add a listener with protocol HTTPS, and let that for HTTP have a redirect to HTTPS as its default action.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1",
  options: {
    internal: { type: "boolean", default: true, description: "whether internal load balancers are judged too" },
  },

  resources: {
    "aws:elb/loadBalancer:LoadBalancer": (balancer: Inputs<ClassicArgs>, { violation, options }) => {
      if (!options.internal && isTrue(balancer.internal)) return;
      const plain = balancer.listeners.filter(({ lbProtocol }) => !secure.has(lbProtocol.toUpperCase()));
      if (plain.length > 0) violation(`its listener on ${plain.map(({ lbPort }) => lbPort).join(", ")} has no TLS`);
    },
  },

  inputsOf: [BALANCER],

  stack: (stack, { judge, options }) => {
    const balancers = stack.ofType<LoadBalancerState>(BALANCER);
    const listeners = stack
      .ofType<ListenerState>("aws:lb/listener:Listener")
      .map((listener) => ({ listener, balancer: stack.reference(listener, "loadBalancerArn", balancers) }));

    for (const balancer of balancers) {
      judge(balancer, ({ violation, undecided }) => {
        if (!isApplication(balancer.props)) return;
        // What the program does not state, a preview does not know: AWS makes it internet-facing.
        if (!options.internal && stack.states(balancer, "internal") && isTrue(balancer.props.internal)) return;
        const own = listeners.filter((entry) => entry.balancer === balancer).map(({ listener }) => listener);
        const plain = own.flatMap((listener) => plainIn(stack, listener) ?? []);
        if (plain.length > 0) {
          violation(`its ${plain.join(", ")} answers by plain HTTP`);
        } else if (!own.some(({ props }) => protocolOf(props) === "HTTPS")) {
          if (listeners.some((entry) => entry.balancer === undefined))
            undecided("which load balancer a listener is of");
          else violation("it has no listener for HTTPS");
        }
      });
    }

    for (const { listener, balancer } of listeners) {
      if (typeof balancer !== "string") continue;
      judge(listener, ({ violation, undecided }) => {
        const plain = plainIn(stack, listener);
        if (plain === undefined) return;
        if (options.internal) violation(`the ${plain} answers by plain HTTP`);
        else undecided(`whether the load balancer of the ${plain} is internal`, "from this stack alone");
      });
    }
  },
});

/** What a Classic Load Balancer calls protocols with TLS. */
const secure = new Set(["HTTPS", "SSL"]);

/** What of a listener, itself or one of its rules, answers by plain HTTP. */
function plainIn(stack: Stack, listener: StackResource<ListenerState>): string | undefined {
  if (protocolOf(listener.props) !== "HTTP") return undefined;
  if (!onlyRedirects(listener.props)) return `listener ${listener.name}`;
  const rules = stack
    .ofType<ListenerRuleState>("aws:lb/listenerRule:ListenerRule")
    .filter((each) => stack.reference(each, "listenerArn", [listener]) === listener)
    .filter(({ props }) => sendsOn((props.actions ?? []) as never));
  return rules.length > 0 ? `rule ${rules.map(({ name }) => name).join(", ")}` : undefined;
}
