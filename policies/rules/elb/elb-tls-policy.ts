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

/** Only protocols and ciphers that AWS recommends are spoken. */
export const elbTlsPolicy = rule({
  name: "elb-tls-policy",
  description: "Listeners with TLS use a recommended security policy.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.17"),
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
});
