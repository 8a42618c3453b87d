import type { ListenerArgs } from "@pulumi/aws/lb";

import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** With TLS 1.3, and 1.2 at the oldest (ELB user guides, "Security policies"). */
const modern = /^ELBSecurityPolicy-TLS13-1-[23](-|$)/;

/** Only protocols and ciphers that AWS recommends are spoken. */
export const elbTlsPolicy = rule({
  name: "elb-tls-policy",
  description: "Listeners with TLS use a recommended security policy.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.17"),
  seeAlso: ["Checkov CKV_AWS_103", "Trivy AWS-0047"],
  remediationSteps: "set sslPolicy to one of ELBSecurityPolicy-TLS13-1-2-Res or its successors.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17",

  resources: {
    "aws:lb/listener:Listener": (listener: Inputs<ListenerArgs>, { violation }) => {
      if (!["HTTPS", "TLS"].includes(listener.protocol ?? "")) return;
      const { sslPolicy } = listener;
      if (!modern.test(sslPolicy ?? "")) violation(`sslPolicy is ${shown(sslPolicy, "ELBSecurityPolicy-2016-08")}`);
    },
  },
});
