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

judges(ec2NoPublicAddress, {
  types: ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"],
  obeys: { none: { associatePublicIpAddress: false }, "no statement": {} },
  refuses: {
    one: [{ associatePublicIpAddress: true }, "associatePublicIpAddress is true"],
    "one, as text": [{ associatePublicIpAddress: "true" }, "is true"],
  },
  unknown: { associatePublicIpAddress: later(true) },
});

judges(ec2NoPublicAddress, {
  types: ["aws:ec2/spotFleetRequest:SpotFleetRequest"],
  obeys: { none: { launchSpecifications: [{}] }, templates: {} },
  refuses: { one: [{ launchSpecifications: [{}, { associatePublicIpAddress: true }] }, "is true"] },
  unknown: { launchSpecifications: [{ associatePublicIpAddress: later(true) }] },
});

judges(ec2NoPublicAddress, {
  types: ["aws:ec2/eip:Eip"],
  obeys: { "that of a NAT gateway": {}, "one of an interface": { networkInterface: "eni-1" } },
  refuses: { "that of an instance": [{ instance: later("i-1") }, "it is the public address of an instance"] },
});

judges(ec2NoPublicAddress, {
  types: ["aws:ec2/eipAssociation:EipAssociation"],
  obeys: { "with an interface": { networkInterfaceId: "eni-1" } },
  refuses: { "with an instance": [{ instanceId: later("i-1") }, "it gives an instance a public address"] },
});
