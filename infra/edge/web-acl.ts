import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { formerName, label } from "../names";
import type { EdgeSettings } from "../settings";
import { firewallRules, measured } from "./firewall-rules";

const beginning = "aws-waf-logs-";

/** What identifies a user; WAF's logs have every header otherwise. */
const credentials = ["authorization", "cookie"];

/**
 * A firewall in front of a distribution (CloudFront.6): addresses that Amazon knows for abuse, inputs that exploit known
 * holes, what the OWASP lists, and too many requests from one address are blocked, but for what settings except. CloudWatch
 * has a metric of each rule, and WAF's console samples of what each has met in the last three hours.
 *
 * With a retention, what a rule has blocked or counted is logged (WAF.11), without credentials; what no rule meets is in the
 * distribution's access logs alone.
 *
 * Firewalls of CloudFront are in us-east-1, with their logs: the provider given has to be of that region.
 *
 * Costs: by the month for it and for each of its rules, by request, and by what is logged.
 */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, settings: EdgeSettings["waf"], opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:edge:WebAcl", name, {}, opts);
    const acl = new aws.wafv2.WebAcl(
      name,
      {
        scope: "CLOUDFRONT",
        defaultAction: { allow: {} },
        rules: firewallRules(label(name), settings),
        visibilityConfig: measured(label(name)),
      },
      { parent: this },
    );
    if (settings.logRetentionDays > 0) this.logs(name, acl, settings.logRetentionDays);
    this.arn = acl.arn;
    this.registerOutputs({ arn: this.arn });
  }

  /**
   * WAF lets itself write there ("Logging to CloudWatch Logs"), and asks for that beginning of the group's name. A group that is there
   * has its name from Pulumi, and keeps it.
   */
  private logs(name: string, acl: aws.wafv2.WebAcl, retentionInDays: number): void {
    const group = new aws.cloudwatch.LogGroup(
      `${beginning}${name}`,
      { namePrefix: `${beginning}${label(name)}-`, retentionInDays },
      { parent: this, ignoreChanges: ["namePrefix"], aliases: [{ name: `${beginning}${formerName(name)}` }] },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        redactedFields: credentials.map((header) => ({ singleHeader: { name: header } })),
        loggingFilter: {
          defaultBehavior: "DROP",
          filters: [
            {
              behavior: "KEEP",
              requirement: "MEETS_ANY",
              conditions: ["BLOCK", "COUNT"].map((action) => ({ actionCondition: { action } })),
            },
          ],
        },
      },
      { parent: this },
    );
  }
}
