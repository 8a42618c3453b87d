import type { VpcArguments } from "./arguments";
import { contains, overlap, parseCidr } from "./cidr";
import { LIMIT, type Problem } from "./problem";
import { specName, wantsPrivateDns } from "./spec";

/** What is wrong with well-formed arguments taken together. */
export function layoutProblems(args: VpcArguments): Problem[] {
  return [
    ...zoneProblems(args),
    ...nameProblems(args),
    ...countProblems(args),
    ...addressProblems(args),
    ...natProblems(args),
    ...endpointProblems(args),
  ];
}

function zoneProblems({ availabilityZoneNames: zones }: VpcArguments): Problem[] {
  return repeated(zones).map((zone) => problem("availabilityZoneNames", `names "${zone}" twice`));
}

function nameProblems({ subnetSpecs }: VpcArguments): Problem[] {
  return repeated(subnetSpecs.map(specName)).map((name) =>
    problem("subnetSpecs", `has two specs named "${name}" (the type, where no name is given): give each its own name`),
  );
}

function countProblems({ subnetSpecs, availabilityZoneNames: zones }: VpcArguments): Problem[] {
  return subnetSpecs.flatMap(({ cidrBlocks }, i) =>
    cidrBlocks.length === zones.length
      ? []
      : problem(`subnetSpecs[${i}].cidrBlocks`, `has ${cidrBlocks.length} blocks for ${zones.length} zones`),
  );
}

/** Blocks that are none, lie outside the VPC, or share addresses: AWS would refuse them, but only halfway through. */
function addressProblems({ cidrBlock, subnetSpecs }: VpcArguments): Problem[] {
  const vpc = parseCidr(cidrBlock);
  if (!vpc) return [notABlock("cidrBlock", cidrBlock)];
  const blocks = subnetSpecs.flatMap(({ cidrBlocks }, i) =>
    cidrBlocks.map((text, j) => ({ path: `subnetSpecs[${i}].cidrBlocks[${j}]`, text, cidr: parseCidr(text) })),
  );
  return blocks.flatMap(({ path, text, cidr }, i) => {
    if (!cidr) return notABlock(path, text);
    if (!contains(vpc, cidr)) return problem(path, `${text} lies outside the VPC's ${cidrBlock}`);
    const other = blocks.slice(0, i).find((earlier) => earlier.cidr && overlap(earlier.cidr, cidr));
    return other ? problem(path, `${text} overlaps ${other.text} of ${other.path}`) : [];
  });
}

function natProblems({ natGateways: { strategy }, subnetSpecs }: VpcArguments): Problem[] {
  const types = new Set(subnetSpecs.map((spec) => spec.type));
  if (strategy === "None" || (types.has("Public") && types.size > 1)) return [];
  const needs = "needs a Public subnet spec to hold the gateway, and a Private or Isolated one to use it";
  return [problem("natGateways.strategy", `"${strategy}" (the default is "OnePerAz") ${needs}`)];
}

function endpointProblems(args: VpcArguments): Problem[] {
  const { vpcEndpointSpecs: specs, vpcEndpointStrategy } = args;
  const twice = repeated(specs.map((spec) => spec.serviceName));
  const privateDns = specs.some(wantsPrivateDns);
  const dnsOff = (["enableDnsHostnames", "enableDnsSupport"] as const).filter(
    (key) => privateDns && args[key] === false,
  );
  return [
    ...(specs.length > 0 && !vpcEndpointStrategy
      ? [problem("vpcEndpointStrategy", `must be "Auto" where endpoints are given: ${LIMIT}`)]
      : []),
    ...twice.map((service) => problem("vpcEndpointSpecs", `has two endpoints for "${service}"`)),
    ...dnsOff.map((key) => problem(key, "must not be false: an Interface endpoint has private DNS enabled")),
  ];
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}

function problem(propertyPath: string, reason: string): Problem {
  return { propertyPath, reason };
}

function notABlock(path: string, text: string): Problem {
  return problem(path, `"${text}" is no IPv4 block such as 10.0.0.0/16`);
}
