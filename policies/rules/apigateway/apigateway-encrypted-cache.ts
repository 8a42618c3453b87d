import type { MethodSettingsArgs } from "@pulumi/aws/apigateway";

import { isTrue } from "../../aws/spelled";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/** What an API keeps of its answers, it keeps encrypted. Settings that keep nothing have nothing to encrypt. */
export const apigatewayEncryptedCache = rule({
  name: "apigateway-encrypted-cache",
  description: "Caches of REST APIs are encrypted at rest.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("APIGateway.5"),
  seeAlso: ["Trivy AWS-0002"],
  remediationSteps: "set settings.cacheDataEncrypted: true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-5",

  resources: {
    "aws:apigateway/methodSettings:MethodSettings": ({ settings }: Inputs<MethodSettingsArgs>, { violation }) => {
      if (isTrue(settings.cachingEnabled) && !isTrue(settings.cacheDataEncrypted)) {
        violation("its cache is not encrypted");
      }
    },
  },
});
