import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { knownAfter } from "../known-after";
import { permissionsBoundary } from "../settings";
import { accountOf } from "./arns";
import { policyOf, told } from "./documents";

interface ServiceRoleArgs {
  /** What the role is for. */
  readonly description: string;
  /** Service that assumes it, such as `lambda.amazonaws.com`. */
  readonly service: string;
  /** Narrows who the service may act for (the confused deputy problem, IAM User Guide). */
  readonly condition?: Condition;
  /** What it may do. ARNs may become known later: the rest of a statement is judged in a preview all the same. */
  readonly statements?: readonly aws.iam.PolicyStatement[];
  /** AWS's own policies, where AWS asks for them. */
  readonly managedPolicyArns?: readonly string[];
}

/**
 * A role for one AWS service, which nobody else can assume, with what is stated and nothing more, within the stack's boundary. A
 * managed policy that somebody attaches, `pulumi refresh` sees, and the next `up` detaches.
 *
 * Services check a role's permissions when they are given it, so its outputs are known only once it has them.
 */
export class ServiceRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Its generated name. */
  readonly name: pulumi.Output<string>;

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:identity:ServiceRole", name, {}, opts);
    const trust = assumedBy(args.service, args.condition);
    const role = new aws.iam.Role(
      name,
      {
        description: args.description,
        assumeRolePolicy: trust,
        permissionsBoundary: permissionsBoundary(),
      },
      { parent: this },
    );
    const { managedPolicyArns = [] } = args;
    const permissions: pulumi.CustomResource[] = managedPolicyArns.map(
      (policyArn) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${policyArn.split("/").at(-1)}`,
          { role: role.name, policyArn },
          { parent: this },
        ),
    );
    const policy = args.statements && policyOf(args.statements);
    if (policy) {
      permissions.push(
        new aws.iam.RolePolicy(
          name,
          { role: role.name, policy },
          // The new policy is there before the old one goes, at the end of the deployment: what a release needs that is still out
          // while the next one is rolled out, its role may do until then.
          { parent: this, replaceOnChanges: ["policy"] },
        ),
      );
    }
    new aws.iam.RolePolicyAttachmentsExclusive(
      name,
      { roleName: role.name, policyArns: [...managedPolicyArns] },
      { parent: this, dependsOn: permissions },
    );
    this.arn = knownAfter(role.arn, permissions);
    this.name = knownAfter(role.name, permissions);
    this.registerOutputs({ arn: this.arn, ...told({ [name]: policy }, { [name]: trust }) });
  }
}

/** A trust policy for one AWS service. */
const assumedBy = (service: string, condition: Condition | undefined): aws.iam.PolicyDocument =>
  policyOf([
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: service },
      ...(condition && { Condition: condition }),
    },
  ]);

type Condition = NonNullable<aws.iam.PolicyStatement["Condition"]>;

/** Lets a service act only for the account of this ARN. */
export const forAccountOf = (arn: pulumi.Output<string>): Condition => ({
  StringEquals: { "aws:SourceAccount": arn.apply(accountOf) },
});
