import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview } from "../../testing/kit";
import { ec2EncryptedVolumes } from "./ec2-encrypted-volumes";

judges(ec2EncryptedVolumes, {
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  obeys: {
    "encrypted volumes": { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }] },
    "no volumes of its own": {},
    "encrypted volumes, as a truth value": {
      blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: true } }],
    },
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

judges(ec2EncryptedVolumes, {
  types: ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"],
  obeys: {
    "encrypted volumes": {
      rootBlockDevice: { encrypted: true },
      ebsBlockDevices: [{ deviceName: "/dev/sdb", encrypted: "true" }],
    },
    "a launch template, which is judged by itself": { launchTemplate: { id: later("lt-1") } },
  },
  refuses: {
    "a plain root volume": [{ rootBlockDevice: { encrypted: false } }, "encrypted of rootBlockDevice is false"],
    "a root volume that is as its image": [{}, "rootBlockDevice is not set"],
    "a root volume of which nothing is said": [{ rootBlockDevice: {} }, "is not set (the default is false)"],
    "another plain volume": [
      { rootBlockDevice: { encrypted: true }, ebsBlockDevices: [{ deviceName: "/dev/sdb", encrypted: "false" }] },
      'encrypted of /dev/sdb is "false"',
    ],
    "a plain volume besides a template": [
      { launchTemplate: { id: "lt-1" }, ebsBlockDevices: [{ deviceName: "/dev/sdb" }] },
      "encrypted of /dev/sdb is not set",
    ],
  },
  unknown: { rootBlockDevice: { encrypted: later(false) } },
});

judges(ec2EncryptedVolumes, {
  types: ["aws:ec2/launchConfiguration:LaunchConfiguration"],
  obeys: { "an encrypted root volume": { rootBlockDevice: { encrypted: true } } },
  refuses: { "a root volume that is as its image": [{}, "rootBlockDevice is not set"] },
  unknown: { rootBlockDevice: { encrypted: later(false) } },
});

judges(ec2EncryptedVolumes, {
  types: ["aws:ebs/volume:Volume"],
  obeys: { "an encrypted one": { encrypted: true }, "one with a key": { encrypted: "true", kmsKeyId: "key" } },
  refuses: {
    "a plain one": [{ encrypted: false }, "encrypted is false"],
    "no statement": [{}, "encrypted is not set (the default is false)"],
    "a key alone": [{ encrypted: null, kmsKeyId: "key" }, "encrypted is not set"],
  },
  unknown: { encrypted: later(false) },
});

judges(ec2EncryptedVolumes, {
  types: ["aws:ec2/spotFleetRequest:SpotFleetRequest"],
  obeys: {
    "encrypted volumes": { launchSpecifications: [{ rootBlockDevices: [{ encrypted: true }] }] },
    templates: { launchTemplateConfigs: [{}] },
  },
  refuses: {
    "a plain root volume": [{ launchSpecifications: [{ rootBlockDevices: [{}] }] }, "encrypted of rootBlockDevices"],
    "another plain volume": [
      { launchSpecifications: [{}, { ebsBlockDevices: [{ deviceName: "/dev/sdb", encrypted: false }] }] },
      "encrypted of /dev/sdb is false",
    ],
  },
  unknown: { launchSpecifications: [{ rootBlockDevices: [{ encrypted: later(false) }] }] },
});

describe("ec2-encrypted-volumes", () => {
  it("cannot tell whether a snapshot is encrypted", () => {
    const volume = resource("aws:ebs/volume:Volume", "one", { snapshotId: "snap-1" });
    assert.deepEqual(brief(always(ec2EncryptedVolumes, [volume])), ["advisory one"]);
  });

  it("refuses a device that it knows beside one that it does not", () => {
    const blockDeviceMappings = [
      { deviceName: "/dev/sda", ebs: { encrypted: later("true") } },
      { deviceName: "/dev/sdb", ebs: { encrypted: "false" } },
    ];
    const template = resource("aws:ec2/launchTemplate:LaunchTemplate", "one", { blockDeviceMappings });
    assert.deepEqual(brief(preview(ec2EncryptedVolumes, [template])), ["advisory one", "mandatory one"]);
  });
});
