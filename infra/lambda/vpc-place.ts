import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyOf } from "../identity/documents";
import type { ServiceRole } from "../identity/service-role";
import { knownAfter } from "../known-after";
import { type ChildOptions, SecurityGroup } from "../network/security-group";
import { interfaceStatements } from "./function-statements";

interface VpcPlaceArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Subnets in at least two zones (Lambda.5). */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Groups that let the function reach what it needs; its own lets it open no connection. */
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  /** What is in the place: "A function". */
  readonly description: string;
  readonly role: ServiceRole;
  /** Of the region and account that the function is in. */
  readonly logGroupArn: pulumi.Output<string>;
}

/** A function's place in the VPC. */
export interface VpcPlace {
  readonly vpcConfig: aws.types.input.lambda.FunctionVpcConfig;
  /** The role's ARN, known once Lambda may do with the role what the place takes. */
  readonly roleArn: pulumi.Output<string>;
  /** For the policy pack: the permission, by its name. */
  readonly policies: Readonly<Record<string, aws.iam.PolicyDocument>>;
}

/**
 * Puts a function into the VPC: a group of its own, and the permission by which Lambda attaches it.
 *
 * Published versions cannot be changed, and hold the subnets and groups that they were made with as long as the function is there
 * (AWS re:Post, "How do I resolve the error 'You have exceeded the maximum limit for Lambda HyperPlane ENIs for your VPC'"). So a
 * function that has a place is to be replaced when that changes.
 */
export function placeInVpc(name: string, args: VpcPlaceArgs, opts: ChildOptions): VpcPlace {
  const policy = policyOf(interfaceStatements(args.logGroupArn));
  const permissions = new aws.iam.RolePolicy(`${name}-vpc`, { role: args.role.name, policy }, opts);
  const group = new SecurityGroup(
    name,
    { vpcId: args.vpcId, description: args.description },
    {
      ...opts,
      // Lambda lets go of a group only when it has deleted the network interfaces (aws_security_group, "Timeouts").
      customTimeouts: { delete: "45m" },
      // Lambda deletes them in the name of the function's role (Lambda Developer Guide, "Giving Lambda functions access to
      // resources in an Amazon VPC"): without it they would stay, and with them the group, the subnets and the VPC. So
      // the role and its permission go after the group, which goes after the interfaces; also when a function leaves
      // the VPC and keeps its role.
      dependsOn: [args.role, permissions],
    },
  );
  return {
    vpcConfig: { subnetIds: args.subnetIds, securityGroupIds: [group.id, ...args.securityGroupIds] },
    roleArn: knownAfter(args.role.arn, [permissions]),
    policies: { [`${name}-vpc`]: policy },
  };
}
