import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { knownAfter } from "../known-after";
import { policyOf, told } from "./documents";

interface ServiceRoleArgs {
  /** What the role is for. */
  readonly description: string;
  /** Service that assumes it, such as `lambda.amazonaws.com`. */
  readonly service: string;
  /** Narrows who the service may act for (the confused deputy problem, IAM User Guide). */
  readonly condition?: pulumi.Input<Record<string, Record<string, string>>>;
  /** What it may do. ARNs may become known later: the rest of a statement is judged in a preview all the same. */
  readonly statements?: readonly aws.iam.PolicyStatement[];
  /** AWS's own policies, where AWS asks for them. */
  readonly managedPolicyArns?: readonly string[];
}

/**
 * A role for one AWS service, which nobody else can assume, with what is stated and nothing more.
 *
 * Services check a role's permissions when they are given it, so its outputs are known only once it has them.
 */
export class ServiceRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Its generated name. */
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:identity:ServiceRole", name, {}, opts);
    const role = new aws.iam.Role(
      name,
      {
        description: args.description,
        assumeRolePolicy: pulumi.output(args.condition).apply((condition) => assumedBy(args.service, condition)),
      },
      { parent: this },
    );
    const permissions: pulumi.CustomResource[] = (args.managedPolicyArns ?? []).map(
      (policyArn) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policyArn.split("/").at(-1)}`,
          { role: role.name, policyArn },
          { parent: this },
        ),
    );
    const policy = args.statements && policyOf(args.statements);
    if (policy) permissions.push(new aws.iam.RolePolicy(name, { role: role.name, policy }, { parent: this }));
    this.arn = knownAfter(role.arn, permissions);
    this.name = knownAfter(role.name, permissions);
    this.registerOutputs({ arn: this.arn, ...(policy && told({ [name]: policy })) });
  }
}

/** A trust policy for one AWS service. */
function assumedBy(
  service: string,
  condition: Record<string, Record<string, string>> | undefined,
): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: service },
        ...(condition && { Condition: condition }),
      },
    ],
  };
}

/** Lets a service act only for this account. */
export const forAccount = (account: string): Record<string, Record<string, string>> => ({
  StringEquals: { "aws:SourceAccount": account },
});
