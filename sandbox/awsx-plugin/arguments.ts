import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { layoutProblems } from "./layout-problems";
import { LIMIT, type Problem } from "./problem";
import type { Tags } from "./tags";

/** What the program may compute; the AWS provider judges its value. */
const input = <T>() => z.custom<pulumi.Input<T>>((value) => value !== null).optional();
const tags = z.custom<Tags>((value) => typeof value === "object", "must be a map of tags").optional();

const subnetSpec = z.strictObject({
  type: z.enum(["Public", "Private", "Isolated", "Unused"]),
  name: z.string().optional(),
  cidrBlocks: z.array(z.string()),
  tags,
});

const vpcEndpointSpec = z.strictObject({
  serviceName: z.string(),
  vpcEndpointType: z.enum(["Gateway", "Interface"]).optional(),
  autoAccept: z.boolean().optional(),
  policy: input<string>(),
  privateDnsEnabled: z.boolean().optional(),
  securityGroupIds: input<pulumi.Input<string>[]>(),
  subnetIds: input<pulumi.Input<string>[]>(),
  routeTableIds: input<pulumi.Input<string>[]>(),
  tags,
});

const vpcArguments = z.strictObject({
  cidrBlock: z.string().default("10.0.0.0/16"),
  availabilityZoneNames: z.array(z.string()).min(1),
  subnetStrategy: z.literal("Auto"),
  subnetSpecs: z.array(subnetSpec).min(1),
  natGateways: z.strictObject({ strategy: z.enum(["None", "Single", "OnePerAz"]) }).default({ strategy: "OnePerAz" }),
  vpcEndpointStrategy: z.literal("Auto").optional(),
  vpcEndpointSpecs: z.array(vpcEndpointSpec).default([]),
  assignGeneratedIpv6CidrBlock: z.boolean().optional(),
  enableDnsHostnames: input<boolean>(),
  enableDnsSupport: input<boolean>(),
  tags,
});

export type SubnetSpec = z.output<typeof subnetSpec>;
export type VpcEndpointSpec = z.output<typeof vpcEndpointSpec>;
/** The arguments of `awsx.ec2.Vpc` that this plugin understands, with the official defaults filled in. */
export type VpcArguments = z.output<typeof vpcArguments>;

/**
 * The arguments as the engine sent them, checked: every problem at once, as one error that names each argument.
 * An argument that the official provider knows and this plugin does not is an error too, never ignored.
 */
export function parseArguments(inputs: pulumi.Inputs): VpcArguments {
  const { data, error } = vpcArguments.safeParse(inputs, { error: explained, reportInput: true });
  const problems = error ? error.issues.flatMap(problemsOf) : layoutProblems(data);
  if (problems.length > 0) {
    throw new pulumi.InputPropertiesError({ message: "awsx:ec2:Vpc cannot be made:", errors: problems });
  }
  return data as VpcArguments;
}

/** What is wrong, for the kinds of issue where our words tell more than the library's; undefined keeps the latter. */
function explained(issue: z.core.$ZodRawIssue): string | undefined {
  if (pulumi.Output.isInstance(issue.input)) return "must be a plain value, known before anything is deployed";
  if (issue.input === undefined)
    return "is required: the stand-in awsx plugin has fewer defaults than the official one";
  if (issue.code === "unrecognized_keys") return `is not supported: ${LIMIT}`;
  if (issue.code === "invalid_value") {
    return `must be ${z.util.joinValues(issue.values, " or ")}: ${LIMIT}`;
  }
  return undefined;
}

function problemsOf(issue: z.core.$ZodIssue): Problem[] {
  const paths = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({ propertyPath: z.core.toDotPath(path), reason: issue.message }));
}
