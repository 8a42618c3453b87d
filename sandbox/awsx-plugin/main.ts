import type * as pulumi from "@pulumi/pulumi";
import { main, type ConstructResult, type Provider } from "@pulumi/pulumi/provider";
import { Vpc, VPC_TYPE } from "./vpc";

declare const AWSX_VERSION: string;

const provider: Provider = {
  version: AWSX_VERSION,
  async construct(
    name: string,
    type: string,
    inputs: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<ConstructResult> {
    if (type !== VPC_TYPE) throw new Error(`${type} is not supported: the stand-in awsx plugin makes only ${VPC_TYPE}`);
    const { urn, state } = new Vpc(name, inputs, options);
    return { urn, state };
  },
};

// The engine holds the other end of our standard input: when it is gone, however it ended, so are we. (Its usual
// SIGINT ends Node at once by itself.)
process.stdin.on("end", () => process.exit()).resume();

void main(provider, process.argv.slice(2));
