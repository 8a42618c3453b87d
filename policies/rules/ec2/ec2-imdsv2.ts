import type { InstanceArgs, LaunchTemplateArgs } from "@pulumi/aws/ec2";

import { hasTemplate, INSTANCE, SPOT_REQUEST, TEMPLATE } from "../../aws/launches";
import { numberOf } from "../../aws/spelled";
import { isStated } from "../../frame/inputs";
import { fsbp } from "../../frame/metadata";
import { type Inputs, type ResourceContext, rule } from "../../frame/rule";
import { shown } from "../../frame/shown";
import { forTypes } from "../../frame/types";

interface Options {
  readonly maxHops: number;
}

type Metadata = Pick<Inputs<LaunchTemplateArgs>, "metadataOptions">;

/**
 * Version 1 answers whoever can make an instance call a URL. One hop keeps the answer on the instance. What an instance does not
 * state it takes from its launch template, which is judged by itself.
 */
export const ec2Imdsv2 = rule<Options>({
  name: "ec2-imdsv2",
  description:
    "Launch templates and instances demand version 2 of the instance metadata service, on the instance alone.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.8", "EC2.170"),
  seeAlso: ["Checkov CKV_AWS_79", "Checkov CKV_AWS_341", "Trivy AWS-0028", "Trivy AWS-0130"],
  remediationSteps: 'set metadataOptions.httpTokens to "required" and httpPutResponseHopLimit to 1.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-170",
  options: { maxHops: { type: "integer", minimum: 1, maximum: 64, default: 1, description: "network hops allowed" } },

  resources: {
    [TEMPLATE]: judge,
    ...forTypes([INSTANCE, SPOT_REQUEST], (instance: Inputs<InstanceArgs>, context: ResourceContext<Options>) => {
      if (isStated(instance, "metadataOptions") || !hasTemplate(instance)) judge(instance, context);
    }),
  },
});

function judge({ metadataOptions = {} }: Metadata, { violation, options }: ResourceContext<Options>): void {
  const { httpEndpoint, httpTokens } = metadataOptions;
  if (httpEndpoint === "disabled") return;
  if (httpTokens !== "required") violation(`metadataOptions.httpTokens is ${shown(httpTokens, "optional")}`);
  const hops = numberOf(metadataOptions.httpPutResponseHopLimit);
  if (hops !== undefined && hops > options.maxHops) violation(`metadataOptions.httpPutResponseHopLimit is ${hops}`);
}
