import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { subnetNoPublicAddress } from "./subnet-no-public-address";

judges(subnetNoPublicAddress, {
  types: ["aws:ec2/subnet:Subnet"],
  obeys: {
    none: { mapPublicIpOnLaunch: false },
    "no statement": {},
  },
  refuses: {
    addresses: [{ mapPublicIpOnLaunch: true }, "mapPublicIpOnLaunch is true"],
    "another type": [{ mapPublicIpOnLaunch: "true" }, 'is "true"'],
  },
  unknown: { mapPublicIpOnLaunch: later(true) },
});
