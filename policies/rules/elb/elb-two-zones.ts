import { placesOf } from "../../aws/subnets";
import { demandZones } from "../../aws/zones";
import { fsbp } from "../../frame/metadata";
import { rule } from "../../frame/rule";

const BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"];

/** A load balancer answers where a zone is lost, a Classic one too. Zones are counted, not subnets. */
export const elbTwoZones = rule<{ readonly minZones: number }>({
  name: "elb-two-zones",
  description: "Load balancers are in two Availability Zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("ELB.13", "ELB.10"),
  seeAlso: ["cdk-nag ELB4"],
  remediationSteps: "name subnets in further zones.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-13",
  options: { minZones: { type: "integer", minimum: 2, maximum: 6, default: 2, description: "zones demanded" } },

  inputsOf: BALANCERS,

  stack: (stack, { judge, options }) => {
    for (const balancer of BALANCERS.flatMap((type) => stack.ofType(type))) {
      judge(balancer, (report) => {
        const places = placesOf(stack, balancer, {
          subnets: ["subnets", "subnetMappings[].subnetId"],
          zones: "availabilityZones",
        });
        demandZones(places, options.minZones, "its subnets", report);
      });
    }
  },
});
