import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { ec2EncryptedVolumes } from "./ec2-encrypted-volumes";

judges(ec2EncryptedVolumes, {
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  obeys: {
    "encrypted volumes": { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }] },
    "no volumes of its own": {},
    "a device that is no volume": { blockDeviceMappings: [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }] },
  },
  refuses: {
    "plain ones": [
      { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "false" } }] },
      'ebs.encrypted of /dev/xvda is "false"',
    ],
    "no statement": [
      { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: {} }] },
      "is not set (the default is false)",
    ],
  },
  unknown: { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: later("false") } }] },
});
