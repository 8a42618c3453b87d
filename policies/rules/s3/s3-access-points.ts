import type { AccessPointArgs } from "@pulumi/aws/s3";
import type { MultiRegionAccessPointArgs } from "@pulumi/aws/s3control";

import { isFalse } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import type { Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";

/** An access point is a way into a bucket with a block of its own, which is on where nothing turns it off, and stays as it is made. */
export const s3AccessPoints = rule({
  name: "s3-access-points",
  description: "S3 access points block public access in all four ways.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: fsbp("S3.19", "S3.24"),
  remediationSteps: "leave the access point's public access block out, or set all of it to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-19",

  resources: {
    "aws:s3/accessPoint:AccessPoint": (point: Inputs<AccessPointArgs>, report: Report) => {
      judge(point.publicAccessBlockConfiguration, report);
    },
    "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": (
      { details }: Inputs<MultiRegionAccessPointArgs>,
      report: Report,
    ) => {
      judge(details.publicAccessBlock, report);
    },
  },
});

function judge(block: object = {}, { violation }: Report): void {
  const off = Object.entries(block).filter(([, value]) => isFalse(value));
  if (off.length > 0) violation(`its public access block leaves out ${off.map(([setting]) => setting).join(", ")}`);
}
