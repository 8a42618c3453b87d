import type { ListenerState, LoadBalancerState } from "@pulumi/aws/lb";

import { isApplication } from "../../aws/load-balancers";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/**
 * Who comes by plain HTTP is sent on to HTTPS, and nothing is answered in plain text. A load balancer that is reached from
 * its VPC alone can be left out: what is before it, such as CloudFront or an API, is what viewers talk to.
 */
export const elbHttps = rule<{ readonly internal: boolean }>({
  name: "elb-https",
  description: "Application Load Balancers answer by HTTPS, and redirect plain HTTP to it.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.1"),
  seeAlso: ["Checkov CKV_AWS_2", "Checkov CKV2_AWS_20", "Trivy AWS-0054", "AwsGuard alb-http-to-https-redirection"],
  remediationSteps:
    "add a listener with protocol HTTPS, and let that for HTTP have a redirect to HTTPS as its default action.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1",
  options: {
    internal: { type: "boolean", default: true, description: "whether internal load balancers are judged too" },
  },

  inputsOf: ["aws:lb/loadBalancer:LoadBalancer"],

  stack: (stack, { judge, options }) => {
    const balancers = stack.ofType<LoadBalancerState>("aws:lb/loadBalancer:LoadBalancer");
    const listeners = stack
      .ofType<ListenerState>("aws:lb/listener:Listener")
      .map((listener) => ({ listener, balancer: stack.reference(listener, "loadBalancerArn", balancers) }));

    for (const balancer of balancers) {
      judge(balancer, ({ violation, undecided }) => {
        if (!isApplication(balancer.props)) return;
        // What the program does not state, a preview does not know: AWS makes it internet-facing.
        if (!options.internal && stack.states(balancer, "internal") && balancer.props.internal === true) return;
        const own = listeners.filter((entry) => entry.balancer === balancer).map(({ listener }) => listener);
        const plain = own.filter(({ props }) => props.protocol === "HTTP" && !redirects(props));
        if (plain.length > 0) {
          violation(`its listener ${plain.map(({ name }) => name).join(", ")} answers by plain HTTP`);
        } else if (!own.some(({ props }) => props.protocol === "HTTPS")) {
          if (listeners.some((entry) => entry.balancer === undefined))
            undecided("which load balancer a listener is of");
          else violation("it has no listener for HTTPS");
        }
      });
    }
  },
});

const redirects = ({ defaultActions = [] }: { readonly defaultActions?: ListenerState["defaultActions"] }): boolean =>
  (defaultActions as readonly { readonly redirect?: { readonly protocol?: string } }[]).some(
    ({ redirect }) => redirect?.protocol === "HTTPS",
  );
