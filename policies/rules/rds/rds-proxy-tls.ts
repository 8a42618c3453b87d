import type { ProxyArgs } from "@pulumi/aws/rds";

import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";

/** Passwords and data go encrypted between the clients and the proxy. */
export const rdsProxyTls = rule({
  name: "rds-proxy-tls",
  description: "RDS Proxies take connections by TLS only.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("RDS.43"),
  remediationSteps: "set requireTls: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-43",

  resources: {
    "aws:rds/proxy:Proxy": (proxy: Inputs<ProxyArgs>, { violation }) => {
      if (!isTrue(proxy.requireTls)) violation(`requireTls is ${shown(proxy.requireTls, "false")}`);
    },
  },
});
