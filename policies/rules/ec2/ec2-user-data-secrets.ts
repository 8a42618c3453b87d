import type { InstanceArgs, LaunchTemplateArgs, SpotFleetRequestArgs } from "@pulumi/aws/ec2";

import { INSTANCE, LAUNCH_CONFIGURATION, SPOT_FLEET, SPOT_REQUEST, TEMPLATE } from "../../aws/launches";
import { secretsIn } from "../../aws/secrets";
import { layersOf } from "../../aws/user-data";
import { elements } from "../../frame/elements";
import { wellArchitected } from "../../frame/metadata";
import { decide, type Report } from "../../frame/report";
import { type Inputs, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

/** User data, as text or encoded. */
type WithUserData = Pick<Inputs<InstanceArgs>, "userData" | "userDataBase64">;

/**
 * User data is no secret: who may describe an instance or a template reads it, and so does every program on the instance, by
 * its metadata service. A secret that is found is told by what it is, not by its value.
 */
export const ec2UserDataSecrets = rule({
  name: "ec2-user-data-secrets",
  description: "User data holds no keys, passwords or other secrets.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: wellArchitected("SEC02-BP03"),
  seeAlso: ["Checkov CKV_AWS_46", "Trivy AWS-0029", "Trivy AWS-0129"],
  remediationSteps:
    "let the instance fetch the secret by its role, from Secrets Manager or the Parameter Store, when it boots.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",

  resources: {
    [TEMPLATE]: (template: Inputs<LaunchTemplateArgs>, report) => judge(template, report),
    ...forTypes([INSTANCE, SPOT_REQUEST, LAUNCH_CONFIGURATION], judge),
    [SPOT_FLEET]: (fleet: Inputs<SpotFleetRequestArgs>, report) => {
      for (const launched of elements(() => fleet.launchSpecifications)) {
        if (launched === undefined) report.undecided("what the user data of a launch specification holds");
        else judge(launched, report);
      }
    },
  },
});

function judge(inputs: WithUserData, report: Report): void {
  for (const property of ["userData", "userDataBase64"] as const) {
    decide(() => {
      const found = new Set(layersOf(inputs[property] ?? "").flatMap(secretsIn));
      if (found.size > 0) report.violation(`${property} holds ${[...found].join(" and ")}`);
    }, report);
  }
}
