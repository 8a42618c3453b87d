import { anyOrigins, onSharing } from "../../aws/cors";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/**
 * Pages of other sites read answers because somebody named them. Advisory: what is for everybody without a name, such as fonts,
 * may be read by everybody's pages, too. With credentials it may not, see cors-credentials.
 */
export const corsOrigins = rule({
  name: "cors-origins",
  description: "Buckets, APIs, functions and distributions name the origins whose pages may read their answers.",
  enforcementLevel: "advisory",
  severity: "low",
  framework: wellArchitected("SEC05-BP02"),
  remediationSteps: "name the origins in the place of *, such as https://www.example.com.",
  url: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",

  resources: onSharing((sharing, { violation }) => {
    const any = anyOrigins(sharing);
    if (any.length > 0) violation(`${any.join(", ")} is among the origins`);
  }),
});
