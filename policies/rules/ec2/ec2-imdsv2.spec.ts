import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { ec2Imdsv2 } from "./ec2-imdsv2";

judges(ec2Imdsv2, {
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  obeys: {
    "version 2": { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
    "no metadata": { metadataOptions: { httpEndpoint: "disabled" } },
  },
  refuses: {
    "version 1": [{ metadataOptions: { httpTokens: "optional" } }, 'httpTokens is "optional"'],
    "no statement": [{}, "is not set (the default is optional)"],
    "two hops": [{ metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } }, "HopLimit is 2"],
  },
  unknown: { metadataOptions: { httpTokens: later("optional") } },
});
