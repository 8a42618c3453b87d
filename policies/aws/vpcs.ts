import type { VpcState } from "@pulumi/aws/ec2";

import type { Stack, StackResource } from "../frame/stack";

export type Vpc = StackResource<VpcState>;

const DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc";

/** The VPCs of the stack, among them the account's default one, where the stack takes that over. */
export const vpcsOf = (stack: Stack): readonly Vpc[] =>
  ["aws:ec2/vpc:Vpc", DEFAULT_VPC].flatMap((type) => stack.ofType<VpcState>(type));

/** The account's default VPC, which is meant where a resource names none. */
export const defaultVpc = (vpcs: readonly Vpc[]): Vpc | undefined => vpcs.find(({ type }) => type === DEFAULT_VPC);
