import type { GroupArgs, TagArgs } from "@pulumi/aws/autoscaling";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";
import type { PolicyResource } from "@pulumi/policy";

import { INSTANCE, SCALING_GROUP, TEMPLATE, templateOf, type Template } from "../../aws/launches";
import {
  defaultTagsOf,
  listedTags,
  type ListedTag,
  merged,
  missing,
  none,
  type TagMap,
  type Tags,
  tagsOf,
  unknown,
} from "../../aws/tags";
import { elements } from "../../frame/elements";
import { wellArchitected } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { ANY_TYPE, type Inputs, rule } from "../../frame/rule";
import type { Stack } from "../../frame/stack";
import { ifKnown } from "../../frame/unknown";

const GROUP_TAG = "aws:autoscaling/tag:Tag";

/**
 * Whose a resource is, and of which environment, is found in bills and alarms by its tags. The provider's defaultTags count,
 * and reach neither Auto Scaling groups nor the instances and volumes that are launched by a template: those state their own.
 */
export const requiredTags = rule<{ readonly keys: readonly string[] }>({
  name: "required-tags",
  description: "Every resource that can have tags has those demanded.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: wellArchitected("COST03-BP02"),
  seeAlso: ["Checkov CKV_AWS_153"],
  remediationSteps:
    "set aws:defaultTags in the stack's settings, or tags on the resource; tagSpecifications of a launch template, and tags of an Auto Scaling group.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/cost_monitor_usage_org_information.html",
  options: {
    keys: {
      type: "array",
      items: { type: "string", minLength: 1 },
      default: ["Project", "Environment"],
      description: "keys of the tags demanded",
    },
  },

  inputsOf: [ANY_TYPE],

  stack: (stack, { judge, options: { keys } }) => {
    // What can have tags has tagsAll, which are its own and the provider's.
    for (const resource of stack.all().filter((candidate) => stack.has(candidate, "tagsAll"))) {
      judge(resource, (report) => demand(keys, ownTags(stack, resource), "it", report));
    }

    const templates: readonly Template[] = stack.ofType(TEMPLATE);
    const groups = stack.ofType(SCALING_GROUP).map((group) => ({
      group,
      template: templateOf(stack, group, templates),
      ...groupTags(stack, group),
    }));
    for (const { group, template, tags, launched } of groups) {
      judge(group, (report) => {
        demand(keys, tags, "it", report);
        // Of the keys that it has: what it lacks altogether is told already.
        const own = keys.filter((key) => tags.values.get(key));
        if (template === undefined && stack.states(group, "launchConfiguration"))
          demand(own, launched, "what it launches", report);
      });
    }

    const instances = stack.ofType(INSTANCE).map((instance) => templateOf(stack, instance, templates));
    for (const template of templates) {
      const launchers = groups.filter((group) => group.template === template);
      const isTaggedByInstance = launchers.length === 0 && instances.includes(template);
      judge(template, (report) => {
        const of = (type: string) => specifiedTags(stack, template, type);
        if (!isTaggedByInstance) {
          const byGroups = keys.filter(
            (key) => launchers.length > 0 && launchers.every(({ launched }) => launched.values.get(key)),
          );
          demand(
            keys.filter((key) => !byGroups.includes(key)),
            of("instance"),
            "an instance",
            report,
          );
        }
        demand(keys, of("volume"), "a volume", report);
      });
    }
  },
});

function demand(keys: readonly string[], tags: Tags, who: string, { violation, undecided }: Report): void {
  const lacking = missing(keys, tags);
  if (lacking.length === 0) return;
  if (tags.areUnknown) undecided(`which tags ${who} has`);
  else violation(`${who} has no tag ${lacking.join(" and ")}`);
}

/** What a preview does not know of tagsAll it knows of what they are made of. */
function ownTags(stack: Stack, resource: PolicyResource): Tags {
  const stated = stack.stated(resource);
  const own = tagsOf(() => stated["tags"] as TagMap | undefined);
  const known = ifKnown(() => resource.props["tagsAll"] as TagMap | undefined);
  return known
    ? merged(
        tagsOf(() => known),
        own,
      )
    : merged(defaultTagsOf(resource.provider?.props), own);
}

/** A group's own tags, and those of them that it gives to what it launches. */
function groupTags(stack: Stack, group: PolicyResource): { readonly tags: Tags; readonly launched: Tags } {
  const stated = stack.stated(group) as Inputs<GroupArgs>;
  const others = stack
    .ofType(GROUP_TAG)
    .filter((tag) => stack.reference(tag, "autoscalingGroupName", [group]) === group)
    .map((tag) => stack.stated(tag) as Inputs<TagArgs>);
  const read = (counts?: (tag: ListedTag) => boolean) =>
    merged(
      listedTags(() => stated.tags, counts),
      ...others.map((other) => listedTags(() => [other.tag], counts)),
    );
  return { tags: read(), launched: read(({ propagateAtLaunch }) => String(propagateAtLaunch) === "true") };
}

/** What a template says of one type of what it launches. */
function specifiedTags(stack: Stack, template: PolicyResource, type: string): Tags {
  const stated = stack.stated(template) as Inputs<LaunchTemplateArgs>;
  const specifications = elements(() => stated.tagSpecifications).map((specification) =>
    ifKnown(() => specification && (specification.resourceType === type ? tagsOf(() => specification.tags) : none)),
  );
  return merged(...specifications.map((tags) => tags ?? unknown));
}
