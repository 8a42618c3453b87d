import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { launchConfigurationNoPublicAddress } from "./launch-configuration-no-public-address";

judges(launchConfigurationNoPublicAddress, {
  types: ["aws:ec2/launchConfiguration:LaunchConfiguration"],
  obeys: { none: { associatePublicIpAddress: false }, "what the subnet says": {} },
  refuses: {
    "a public address": [{ associatePublicIpAddress: true }, "associatePublicIpAddress is true"],
    "the same as text": [{ associatePublicIpAddress: "true" }, "associatePublicIpAddress is true"],
  },
  unknown: { associatePublicIpAddress: later(true) },
});
