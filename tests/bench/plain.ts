/**
 * The baseline: a program that declares what the platform's program declares, one resource after the other, with nothing but
 * the SDKs. What it costs, no program with these resources can save.
 */
import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

interface Declaration {
  readonly type: string;
  readonly name: string;
  readonly inputs: pulumi.Inputs;
}

type Constructor = new (name: string, inputs: pulumi.Inputs) => pulumi.Resource;

const sdks = { aws, awsx } as unknown as Record<string, Record<string, Record<string, Constructor>>>;

export = () => {
  const declarations = JSON.parse(readFileSync(process.env["DECLARATIONS"] ?? "", "utf8")) as Declaration[];
  for (const { type, name, inputs } of declarations) {
    // `aws:lb/loadBalancer:LoadBalancer`, or `awsx:ec2:Vpc`.
    const [sdk = "", module = "", className = ""] = type.split(":");
    const Class = sdks[sdk]?.[module.split("/")[0] ?? ""]?.[className];
    if (Class) new Class(name, inputs);
    else new pulumi.ComponentResource(type, name);
  }
  return {};
};
