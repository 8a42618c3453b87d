import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { ec2NoPublicAddress } from "./ec2-no-public-address";

judges(ec2NoPublicAddress, {
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  obeys: {
    none: { networkInterfaces: [{ associatePublicIpAddress: "false" }] },
    "no statement": {},
  },
  refuses: {
    one: [{ networkInterfaces: [{ associatePublicIpAddress: "true" }] }, "associatePublicIpAddress is true"],
    "one, as a truth value": [{ networkInterfaces: [{ associatePublicIpAddress: true }] }, "is true"],
  },
  unknown: { networkInterfaces: [{ associatePublicIpAddress: later("true") }] },
});
