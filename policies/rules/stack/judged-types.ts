import { wellArchitected } from "../../frame/metadata";
import { ANY_TYPE, type ResourceContext, rule } from "../../frame/rule";

/** Types that no rule looks into, and what to use in their place. The beginning of a type's name stands for all of them. */
const unjudged: readonly (readonly [type: string, instead: string])[] = [
  ["aws-native:", "the same of the provider aws"],
  ["aws:cloudcontrol/resource:Resource", "the type's own class"],
  ["aws:cloudformation/", "resources of the stack's own"],
  ["aws:serverlessrepository/cloudFormationStack:CloudFormationStack", "resources of the stack's own"],
  ["aws:elasticbeanstalk/environment:Environment", "a load balancer and an Auto Scaling group"],
  ["aws:lightsail/", "the services of EC2, RDS and S3"],
];

/** What makes the same as a type that is judged does not pass in silence because it is called otherwise. */
export const judgedTypes = rule({
  name: "judged-types",
  description: "Resources are of types that the rules look into.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("SEC04-BP04"),
  remediationSteps: "use a type that the rules know, or look at the resource yourself.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_detect_investigate_events_noncompliant_resources.html",

  resources: {
    [ANY_TYPE]: (_: object, { resource, violation }: ResourceContext<object>) => {
      const [, instead] = unjudged.find(([type]) => resource.type.startsWith(type)) ?? [];
      if (instead !== undefined) violation(`no rule judges what ${resource.type} makes, as they do with ${instead}`);
    },
  },
});
