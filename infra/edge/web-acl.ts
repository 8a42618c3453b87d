import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface WebAclArgs {
  /** From one address, above which it is blocked until it slows down. */
  readonly requestsPerFiveMinutes: number;
}

type Rule = Omit<aws.types.input.wafv2.WebAclRule, "priority">;

interface Group extends Pick<
  aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatement,
  "ruleActionOverrides"
> {
  readonly name: string;
}

/** AWS's own groups, what refuses cheapest first ("AWS Managed Rules rule groups list"). */
const managedGroups: readonly Group[] = [
  { name: "AWSManagedRulesAmazonIpReputationList" },
  { name: "AWSManagedRulesKnownBadInputsRuleSet" },
  {
    name: "AWSManagedRulesCommonRuleSet",
    // It would refuse every request to the API with more than 8 KB, such as a long post. The API has bounds of its own.
    ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
  },
];

/**
 * A firewall in front of a distribution (CloudFront.6): addresses that Amazon knows for abuse, inputs that exploit known
 * holes, what the OWASP lists, and too many requests from one address are blocked. CloudWatch has a metric of each rule,
 * and WAF's console samples of what each has met in the last three hours.
 *
 * Firewalls of CloudFront are in us-east-1: the provider given has to be of that region.
 *
 * Costs: by the month for it and for each of its four rules, and by request.
 */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { requestsPerFiveMinutes }: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:WebAcl", name, {}, opts);
    const acl = new aws.wafv2.WebAcl(
      name,
      {
        scope: "CLOUDFRONT",
        defaultAction: { allow: {} },
        rules: [rateLimit(name, requestsPerFiveMinutes), ...managedGroups.map((group) => managed(name, group))].map(
          (rule, priority) => ({
            ...rule,
            priority,
          }),
        ),
        visibilityConfig: measured(name),
      },
      { parent: this },
    );
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

function rateLimit(name: string, limit: number): Rule {
  const rule = "RateLimit";
  return {
    name: rule,
    action: { block: {} },
    statement: { rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit } },
    visibilityConfig: measured(`${name}-${rule}`),
  };
}

function managed(name: string, group: Group): Rule {
  return {
    name: group.name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", ...group } },
    visibilityConfig: measured(`${name}-${group.name}`),
  };
}

const measured = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
});
