import type { VolumeArgs } from "@pulumi/aws/ebs";
import type { InstanceArgs, LaunchTemplateArgs, SpotFleetRequestArgs } from "@pulumi/aws/ec2";

import {
  hasTemplate,
  INSTANCE,
  LAUNCH_CONFIGURATION,
  SPOT_FLEET,
  SPOT_REQUEST,
  TEMPLATE,
  VOLUME,
} from "../../aws/launches";
import { isTrue } from "../../aws/spelled";
import { elements } from "../../frame/elements";
import { isStated } from "../../frame/inputs";
import { fsbp } from "../../frame/metadata";
import { decide, type Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import { forTypes } from "../../frame/types";

/** What decides whether a volume is encrypted. */
interface Encryption {
  readonly encrypted?: boolean | string | undefined;
  readonly snapshotId?: string | undefined;
}

type BlockDevice = Encryption & { readonly deviceName?: string | undefined };

/** What an instance writes is encrypted on its disk. */
export const ec2EncryptedVolumes = rule({
  name: "ec2-encrypted-volumes",
  description: "Every volume is encrypted, those of launch templates and instances too.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("EC2.3", "EC2.173", "EC2.181"),
  seeAlso: [
    "cdk-nag EC26",
    "Checkov CKV_AWS_8",
    "Trivy AWS-0008",
    "Trivy AWS-0026",
    "Trivy AWS-0131",
    "AwsGuard encrypted-volumes",
  ],
  remediationSteps: "set encrypted of the volume, or of every block device, to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-181",

  resources: {
    [TEMPLATE]: (template: Inputs<LaunchTemplateArgs>, report) => {
      for (const mapping of elements(() => template.blockDeviceMappings)) {
        decide(() => {
          if (mapping === undefined) report.undecided("what a block device is");
          else if (mapping.ebs) judge(`ebs.encrypted of ${String(mapping.deviceName)}`, mapping.ebs, report);
        }, report);
      }
    },
    ...forTypes([INSTANCE, SPOT_REQUEST, LAUNCH_CONFIGURATION], (instance: Inputs<InstanceArgs>, report: Report) => {
      decide(() => {
        if (isStated(instance, "rootBlockDevice"))
          judge("encrypted of rootBlockDevice", instance.rootBlockDevice ?? {}, report);
        else if (!hasTemplate(instance))
          report.violation("rootBlockDevice is not set, so the root volume is as the image says");
      }, report);
      judgeDevices(
        "ebsBlockDevices",
        elements<BlockDevice>(() => instance.ebsBlockDevices),
        report,
      );
    }),
    [SPOT_FLEET]: (fleet: Inputs<SpotFleetRequestArgs>, report) => {
      for (const launched of elements(() => fleet.launchSpecifications)) {
        if (launched === undefined) report.undecided("what a launch specification is like");
        else {
          judgeDevices(
            "rootBlockDevices",
            elements<BlockDevice>(() => launched.rootBlockDevices),
            report,
          );
          judgeDevices(
            "ebsBlockDevices",
            elements<BlockDevice>(() => launched.ebsBlockDevices),
            report,
          );
        }
      }
    },
    [VOLUME]: (volume: Inputs<VolumeArgs>, report) => judge("encrypted", volume, report),
  },
});

function judgeDevices(property: string, devices: readonly (BlockDevice | undefined)[], report: Report): void {
  for (const device of devices) {
    decide(() => {
      if (device === undefined) report.undecided(`what one of ${property} is`);
      else judge(`encrypted of ${device.deviceName ?? property}`, device, report);
    }, report);
  }
}

/** What is made of a snapshot is encrypted where that is, if nothing else is said (EBS User Guide, "How EBS encryption works"). */
function judge(what: string, { encrypted, snapshotId }: Encryption, { violation, undecided }: Report): void {
  if (isTrue(encrypted)) return;
  if (encrypted === undefined && snapshotId) undecided(`whether ${snapshotId} is encrypted`, "from this stack alone");
  else violation(`${what} is ${shown(encrypted, "false")}`);
}
