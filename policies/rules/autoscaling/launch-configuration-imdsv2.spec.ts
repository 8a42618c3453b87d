import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { launchConfigurationImdsv2 } from "./launch-configuration-imdsv2";

judges(launchConfigurationImdsv2, {
  types: ["aws:ec2/launchConfiguration:LaunchConfiguration"],
  obeys: {
    "version 2": { metadataOptions: { httpTokens: "required" } },
    "no metadata": { metadataOptions: { httpEndpoint: "disabled" } },
  },
  refuses: {
    "version 1": [{ metadataOptions: { httpTokens: "optional" } }, 'httpTokens is "optional"'],
    "no statement": [{}, "httpTokens is not set (the default is optional)"],
  },
  unknown: { metadataOptions: { httpTokens: later("optional") } },
});
