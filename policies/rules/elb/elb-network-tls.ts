import type { ListenerArgs, ListenerState, LoadBalancerState } from "@pulumi/aws/lb";

import { protocolOf } from "../../aws/listeners";
import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/**
 * What a Network Load Balancer takes by TCP it can take by TLS. UDP knows no TLS, and QUIC brings its own. HTTPS of Application Load
 * Balancers is `elb-https`. A listener tells by its protocol which kind its load balancer is.
 */
export const elbNetworkTls = rule<{ readonly internal: boolean }>({
  name: "elb-network-tls",
  description: "Network Load Balancers end TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.18"),
  remediationSteps: 'set protocol to "TLS", with certificateArn and sslPolicy.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-18",
  options: {
    internal: { type: "boolean", default: true, description: "whether internal load balancers are judged too" },
  },

  inputsOf: [BALANCER, "aws:lb/listener:Listener"],

  stack: (stack, { judge, options }) => {
    const balancers = stack.ofType<LoadBalancerState>(BALANCER);
    for (const listener of stack.ofType<ListenerState>("aws:lb/listener:Listener")) {
      judge(listener, ({ violation, undecided }) => {
        const { protocol } = stack.stated(listener) as Inputs<ListenerArgs>;
        if (protocolOf({ protocol }) !== "TCP") return;
        const balancer = stack.reference(listener, "loadBalancerArn", balancers);
        if (options.internal) violation('protocol is "TCP"');
        else if (balancer === undefined) undecided("whether its load balancer is internal");
        else if (typeof balancer === "string")
          undecided("whether its load balancer is internal", "from this stack alone");
        else if (!isTrue(stack.stated(balancer)["internal"])) violation('protocol is "TCP"');
      });
    }
  },
});
