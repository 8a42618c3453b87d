import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** Whose a resource is, and of which environment, is found in bills and alarms by its tags. The provider's defaultTags count. */
export const requiredTags = rule<{ readonly keys: readonly string[] }>({
  name: "required-tags",
  description: "Every resource that can have tags has those demanded.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: wellArchitected("COST03-BP02"),
  remediationSteps: "set aws:defaultTags in the stack's settings, or tags on the resource.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/cost_monitor_usage_org_information.html",
  options: {
    keys: {
      type: "array",
      items: { type: "string", minLength: 1 },
      default: ["Project", "Environment"],
      description: "keys of the tags demanded",
    },
  },

  stack: (stack, { judge, options: { keys } }) => {
    // What can have tags has tagsAll, which are its own and the provider's.
    for (const resource of stack.all().filter(({ props }) => "tagsAll" in props)) {
      judge(resource, ({ violation }) => {
        const tags = (resource.props["tagsAll"] ?? {}) as Readonly<Record<string, string>>;
        const missing = keys.filter((key) => !tags[key]);
        if (missing.length > 0) violation(`it has no tag ${missing.join(" and ")}`);
      });
    }
  },
});
