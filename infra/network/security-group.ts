import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { Collected } from "../collected";
import { label } from "../names";

interface SecurityGroupArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly description: string;
}

export type ChildOptions = pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource };
type Ingress = Omit<aws.vpc.SecurityGroupIngressRuleArgs, "securityGroupId">;
type Egress = Omit<aws.vpc.SecurityGroupEgressRuleArgs, "securityGroupId">;

/**
 * A security group with the rules that are made through it, and no others: what somebody adds, `pulumi refresh` sees, and the next
 * `up` revokes. A rule that is made beside it would go the same way.
 *
 * A rule that the program no longer makes is revoked as soon as all that it still makes is there, and not at the end of the update.
 */
export class SecurityGroup {
  readonly id: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Its generated name. */
  readonly name: pulumi.Output<string>;
  private readonly ingressRuleIds = new Collected();
  private readonly egressRuleIds = new Collected();

  constructor(name: string, args: SecurityGroupArgs, opts: ChildOptions) {
    const group = new aws.ec2.SecurityGroup(name, { ...args, tags: { Name: label(name) } }, opts);
    this.id = group.id;
    this.arn = group.arn;
    this.name = group.name;
    new aws.ec2.VpcSecurityGroupRulesExclusive(
      name,
      {
        securityGroupId: group.id,
        ingressRuleIds: this.ingressRuleIds.values,
        egressRuleIds: this.egressRuleIds.values,
      },
      { parent: opts.parent },
    );
  }

  ingress(name: string, rule: Ingress, opts: pulumi.CustomResourceOptions): aws.vpc.SecurityGroupIngressRule {
    const made = new aws.vpc.SecurityGroupIngressRule(name, { ...rule, securityGroupId: this.id }, opts);
    this.ingressRuleIds.add(made.id);
    return made;
  }

  egress(name: string, rule: Egress, opts: pulumi.CustomResourceOptions): aws.vpc.SecurityGroupEgressRule {
    const made = new aws.vpc.SecurityGroupEgressRule(name, { ...rule, securityGroupId: this.id }, opts);
    this.egressRuleIds.add(made.id);
    return made;
  }
}
