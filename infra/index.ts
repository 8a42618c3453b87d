import * as pulumi from "@pulumi/pulumi";
import { Network } from "./network/network";
import { loadSettings } from "./settings";

/** The program: one platform for the stack's environment. Pulumi calls it and publishes what it returns. */
export = function platform() {
  const settings = loadSettings();
  const name = (part: string) => `${pulumi.getStack()}-${part}`;

  const network = new Network(name("network"), { ...settings.network, region: settings.region });

  return {
    vpcId: network.vpcId,
    availabilityZones: network.availabilityZones,
  };
};
