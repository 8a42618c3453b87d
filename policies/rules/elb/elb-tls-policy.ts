import type { LoadBalancerArgs as ClassicArgs, LoadBalancerState as ClassicState } from "@pulumi/aws/elb";
import type { ListenerArgs } from "@pulumi/aws/lb";

import { protocolOf } from "../../aws/listeners";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/**
 * TLS 1.3, or 1.2 with forward secrecy and authenticated encryption only: the whole of the list that ELB.17 checks (its page in the
 * Security Hub User Guide, `sslPolicies`), read on 2026-11-30. ELBSecurityPolicy-TLS13-1-2-2021-06, -Ext1 and -Ext2, which allow
 * older ciphers with TLS 1.2, are not on it.
 */
const recommended = new Set([
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
]);

/** The one that ELB.8 asks for: the newest that a Classic Load Balancer has. Without a policy of its own it has an older one. */
const CLASSIC = "ELBSecurityPolicy-TLS-1-2-2017-01";

/** What names the policy of a Classic Load Balancer: by which property the load balancer, and in which the attributes. */
const classicPolicies = [
  ["aws:elb/loadBalancerPolicy:LoadBalancerPolicy", "loadBalancerName", "policyAttributes"],
  ["aws:elb/sslNegotiationPolicy:SslNegotiationPolicy", "loadBalancer", "attributes"],
] as const;

/** Only protocols and ciphers that AWS recommends are spoken. */
export const elbTlsPolicy = rule({
  name: "elb-tls-policy",
  description: "Listeners with TLS use a recommended security policy.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.17", "ELB.8"),
  seeAlso: ["Checkov CKV_AWS_103", "Trivy AWS-0047"],
  remediationSteps:
    "set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, or another of those that ELB.17 names.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17",

  resources: {
    "aws:lb/listener:Listener": (listener: Inputs<ListenerArgs>, { violation }) => {
      if (!["HTTPS", "TLS"].includes(protocolOf(listener) ?? "")) return;
      const { sslPolicy } = listener;
      if (!recommended.has(sslPolicy ?? "")) violation(`sslPolicy is ${shown(sslPolicy, "ELBSecurityPolicy-2016-08")}`);
    },
  },

  inputsOf: ["aws:elb/loadBalancer:LoadBalancer"],

  stack: (stack, { judge }) => {
    const balancers = stack.ofType<ClassicState>("aws:elb/loadBalancer:LoadBalancer");
    const policies = classicPolicies.flatMap(([type, balancer, attributes]) =>
      stack.ofType(type).map((policy) => ({
        balancer: stack.reference(policy, balancer, balancers),
        names: () => ((policy.props as Attributed)[attributes] ?? []).map(({ value }) => value),
      })),
    );
    for (const balancer of balancers) {
      judge(balancer, ({ violation, undecided }) => {
        const { listeners } = stack.stated(balancer) as Inputs<ClassicArgs>;
        if (!listeners.some(({ lbProtocol }) => ["HTTPS", "SSL"].includes(lbProtocol.toUpperCase()))) return;
        const own = policies.filter((policy) => policy.balancer === balancer);
        if (own.some(({ names }) => names().includes(CLASSIC))) return;
        if (policies.some((policy) => policy.balancer === undefined)) undecided("which load balancer a policy is of");
        else violation(`it has no policy of ${CLASSIC}`);
      });
    }
  },
});

/** The attributes of a policy of a Classic Load Balancer. */
type Attributed = Readonly<Record<string, readonly { readonly value?: string }[] | undefined>>;
