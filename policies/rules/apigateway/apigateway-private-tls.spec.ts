import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { apigatewayPrivateTls } from "./apigateway-private-tls";

const link = { connectionType: "VPC_LINK", integrationUri: later("arn:listener") };

judges(apigatewayPrivateTls, {
  types: ["aws:apigatewayv2/integration:Integration"],
  obeys: {
    "a name that is verified": { ...link, tlsConfig: { serverNameToVerify: "api.example.com" } },
    "a name that is still to be known": { ...link, tlsConfig: later({ serverNameToVerify: "api.example.com" }) },
    "a URL that says so": { ...link, integrationUri: "https://api.internal" },
    "no link": { integrationType: "AWS_PROXY" },
    "the internet": { connectionType: "INTERNET", integrationUri: "http://example.com" },
  },
  refuses: {
    "a link alone": [link, "its VPC link has no tlsConfig"],
    "a URL that says otherwise": [{ ...link, integrationUri: "http://api.internal" }, "has no tlsConfig"],
  },
  unknown: { connectionType: later("VPC_LINK") },
});
