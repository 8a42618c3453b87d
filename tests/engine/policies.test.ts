import assert from "node:assert/strict";
import { Platform } from "./platform";

const oneZone = `
import * as aws from "@pulumi/aws";

export = () => {
  const vpc = new aws.ec2.Vpc("crowded", { cidrBlock: "10.9.0.0/16" });
  for (const index of [0, 1]) {
    new aws.ec2.Subnet(\`crowded-\${index}\`, {
      vpcId: vpc.id,
      cidrBlock: \`10.9.\${index}.0/24\`,
      availabilityZone: "eu-west-1a",
    });
  }
};
`;

describe("the policy pack on the engine", () => {
  const platform = new Platform();
  after(() => platform.remove());

  it("refuses at preview a VPC whose subnets sit in one zone, and says how to mend it", async () => {
    platform.replaceProgram(oneZone);
    const { code, output } = await platform.run("preview", "-s", "dev");
    assert.notEqual(code, 0);
    assert.match(output, /\[mandatory\].*vpc-two-azs.*crowded/);
    assert.match(output, /zone/);
  });
});
