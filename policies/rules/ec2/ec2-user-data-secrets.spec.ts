import { gzipSync } from "node:zlib";

import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { ec2UserDataSecrets } from "./ec2-user-data-secrets";

const script = (line: string) => `#!/bin/bash\nset -e\n${line}\n`;
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");
// The example of AWS's own documentation.
const key = script("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE");
const password = script("export DB_PASSWORD=hunter2");
const good = script(
  "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db --query SecretString --output text)",
);

const obeys = {
  "no user data": {},
  "a secret that is fetched": { userData: base64(good) },
  "a secret that is fetched, in plain text": { userData: good },
};
const refuses = {
  "an access key": [{ userData: base64(key) }, "userData holds an AWS access key"],
  "a password": [{ userData: base64(password) }, "userData holds the value of DB_PASSWORD"],
  "a password in plain text": [{ userData: password }, "userData holds the value of DB_PASSWORD"],
  "a private key in a file": [
    { userData: base64(`#cloud-config\nwrite_files:\n  - content: ${base64("-----BEGIN RSA PRIVATE KEY-----\n")}\n`) },
    "userData holds a private key",
  ],
  "a packed secret": [{ userData: base64(gzipSync(key)) }, "userData holds an AWS access key"],
} as const;

judges(ec2UserDataSecrets, {
  types: ["aws:ec2/launchTemplate:LaunchTemplate"],
  obeys,
  refuses,
  unknown: { userData: later(base64(password)) },
});

judges(ec2UserDataSecrets, {
  types: [
    "aws:ec2/instance:Instance",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
  ],
  obeys: { ...obeys, "a secret that is fetched, encoded": { userDataBase64: base64(good) } },
  refuses: {
    ...refuses,
    "a password, encoded": [{ userDataBase64: base64(password) }, "userDataBase64 holds the value of DB_PASSWORD"],
  },
  unknown: { userDataBase64: later(base64(password)) },
});

judges(ec2UserDataSecrets, {
  types: ["aws:ec2/spotFleetRequest:SpotFleetRequest"],
  obeys: { "none of its own": {}, "no secret": { launchSpecifications: [{ userData: good }] } },
  refuses: { "a password": [{ launchSpecifications: [{}, { userData: password }] }, "the value of DB_PASSWORD"] },
  unknown: { launchSpecifications: [{ userData: later(password) }] },
});
