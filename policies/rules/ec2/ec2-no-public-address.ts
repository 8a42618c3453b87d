import type {
  EipArgs,
  EipAssociationArgs,
  InstanceArgs,
  LaunchTemplateArgs,
  SpotFleetRequestArgs,
} from "@pulumi/aws/ec2";

import { INSTANCE, SPOT_FLEET, SPOT_REQUEST, TEMPLATE } from "../../aws/launches";
import { isGiven, isTrue } from "../../aws/spelled";
import { elements } from "../../frame/elements";
import { fsbp } from "../../frame/metadata";
import { decide, type Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

/** Of what is launched, or one of its interfaces; as text in launch templates. */
interface Launched {
  readonly associatePublicIpAddress?: boolean | string | undefined;
}

/** Instances are reached by a load balancer. */
export const ec2NoPublicAddress = rule({
  name: "ec2-no-public-address",
  description: "Launch templates and instances have no public address.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.9", "EC2.25"),
  seeAlso: ["Checkov CKV_AWS_88", "AwsGuard ec2-instance-no-public-ip"],
  remediationSteps:
    "set associatePublicIpAddress of every network interface to false, or leave it to the subnet; put a load balancer in the place of an Elastic IP.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-25",

  resources: {
    [TEMPLATE]: (template: Inputs<LaunchTemplateArgs>, report) =>
      judgeEach(
        elements<Launched>(() => template.networkInterfaces),
        report,
      ),
    ...forTypes([INSTANCE, SPOT_REQUEST], (instance: Inputs<InstanceArgs>, report: Report) => judge(instance, report)),
    [SPOT_FLEET]: (fleet: Inputs<SpotFleetRequestArgs>, report) =>
      judgeEach(
        elements<Launched>(() => fleet.launchSpecifications),
        report,
      ),
    "aws:ec2/eip:Eip": (eip: Inputs<EipArgs>, { violation }) => {
      if (isGiven(eip, "instance")) violation("it is the public address of an instance");
    },
    "aws:ec2/eipAssociation:EipAssociation": (association: Inputs<EipAssociationArgs>, { violation }) => {
      if (isGiven(association, "instanceId")) violation("it gives an instance a public address");
    },
  },
});

function judgeEach(all: readonly (Launched | undefined)[], report: Report): void {
  for (const launched of all) {
    if (launched === undefined) report.undecided("whether it has a public address");
    else decide(() => judge(launched, report), report);
  }
}

function judge({ associatePublicIpAddress: associates }: Launched, { violation }: Report): void {
  if (isTrue(associates)) violation("associatePublicIpAddress is true");
}
