import type { LoadBalancerState } from "@pulumi/aws/lb";
import type { PolicyResource } from "@pulumi/policy";

import { isApplication } from "../../aws/load-balancers";
import { isTrue } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

/** What associates a web ACL with a load balancer. */
const associations = [
  "aws:wafv2/webAclAssociation:WebAclAssociation",
  "aws:wafregional/webAclAssociation:WebAclAssociation",
];

/**
 * What comes to a load balancer is looked at by WAF first. One that lets in CloudFront or an API alone is behind their web ACL
 * already, which nothing here can tell: such a stack sets the level, or an exception.
 */
export const elbWebAcl = rule<{ readonly internal: boolean }>({
  name: "elb-web-acl",
  description: "Application Load Balancers are behind a web ACL.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: wellArchitected("SEC05-BP03"),
  seeAlso: ["Security Hub ELB.16", "Checkov CKV2_AWS_28"],
  remediationSteps: "add an aws.wafv2.WebAclAssociation with the load balancer's ARN.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
  options: {
    internal: { type: "boolean", default: true, description: "whether internal load balancers are judged too" },
  },

  inputsOf: [BALANCER],

  stack: (stack, { judge, options }) => {
    const balancers = stack.ofType<LoadBalancerState>(BALANCER);
    const associated = associations
      .flatMap((type): readonly PolicyResource[] => stack.ofType(type))
      .map((association) => stack.reference(association, "resourceArn", balancers));

    for (const balancer of balancers) {
      judge(balancer, ({ violation, undecided }) => {
        if (!isApplication(balancer.props)) return;
        if (!options.internal && isTrue(stack.stated(balancer)["internal"])) return;
        if (associated.includes(balancer)) return;
        if (associated.includes(undefined)) undecided("what a web ACL is associated with");
        else violation("it has no web ACL");
      });
    }
  },
});
