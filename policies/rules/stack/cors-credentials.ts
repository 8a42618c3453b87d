import { anyOrigins, onSharing } from "../../aws/cors";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** No page of anybody's reads what a visitor gets who is signed in, by the visitor's own cookies. */
export const corsCredentials = rule({
  name: "cors-credentials",
  description: "APIs, functions and distributions take no credentials from pages of any origin.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: wellArchitected("SEC05-BP02"),
  remediationSteps: "name the origins in the place of *, or leave credentials out.",
  url: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",

  resources: onSharing((sharing, { violation }) => {
    const any = anyOrigins(sharing);
    if (any.length > 0 && sharing.withCredentials) violation(`credentials are taken from ${any.join(", ")}`);
  }),
});
