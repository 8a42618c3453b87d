import { isTrue } from "../../aws/spelled";
import { wellArchitected } from "../../frame/metadata";
import { rule } from "../../frame/rule";

/** By kind of API: its type, the type that gives it a name of its own, and the property of the latter that names the API. */
const kinds = [
  ["aws:apigatewayv2/api:Api", "aws:apigatewayv2/apiMapping:ApiMapping", "apiId"],
  ["aws:apigateway/restApi:RestApi", "aws:apigateway/basePathMapping:BasePathMapping", "restApi"],
] as const;

/**
 * An API with a domain name answers at that name alone, so that nobody goes around what stands before the name: CloudFront, a
 * firewall, mutual TLS. Where CloudFront reaches an API by AWS's own name for it, that name has to stay.
 */
export const apigatewayOwnName = rule({
  name: "apigateway-own-name",
  description: "APIs with a domain name of their own do not answer at AWS's name for them.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: wellArchitected("SEC05-BP02"),
  remediationSteps: "set disableExecuteApiEndpoint: true.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html",

  stack: (stack, { judge }) => {
    for (const [type, mapping, property] of kinds) {
      const apis = stack.ofType<{ readonly disableExecuteApiEndpoint?: boolean }>(type);
      const named = stack.ofType(mapping).map((from) => stack.reference(from, property, apis));
      for (const api of apis.filter((one) => named.includes(one))) {
        judge(api, ({ violation }) => {
          if (!isTrue(api.props.disableExecuteApiEndpoint)) violation("disableExecuteApiEndpoint is not true");
        });
      }
    }
  },
});
