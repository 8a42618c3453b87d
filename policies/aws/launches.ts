import type { LaunchTemplateState } from "@pulumi/aws/ec2";
import type { PolicyResource } from "@pulumi/policy";

import { isGiven } from "./spelled";
import type { Stack, StackResource } from "../frame/stack";

export const SCALING_GROUP = "aws:autoscaling/group:Group";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const INSTANCE = "aws:ec2/instance:Instance";
export const SPOT_REQUEST = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
export const SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest";
export const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
export const VOLUME = "aws:ebs/volume:Volume";

/** Whether an instance takes what it does not state from a launch template, which is judged by itself. */
export const hasTemplate = (instance: { readonly launchTemplate?: object | undefined }): boolean =>
  isGiven(instance, "launchTemplate");

export type Template = StackResource<LaunchTemplateState>;

/** Where a group or an instance names its launch template. */
const naming = [
  "launchTemplate.id",
  "launchTemplate.name",
  "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateId",
  "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateName",
];

/** The launch template of the stack that a group or an instance names; undefined for one elsewhere, for none, and where it is unclear. */
export function templateOf(
  stack: Stack,
  launcher: PolicyResource,
  templates: readonly Template[],
): Template | undefined {
  const named = naming.map((path) => stack.reference(launcher, path, templates));
  return named.find((template): template is Template => typeof template === "object");
}
