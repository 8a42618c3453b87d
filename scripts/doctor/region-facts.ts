import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  DescribeRegionsCommand,
  EC2Client,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
  type Tag,
} from "@aws-sdk/client-ec2";
import { GetFunctionConcurrencyCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  NoSuchResourceException,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";
import type { AwsAccess } from "../../infra/release/aws-access";
import type { QuotaCode } from "./demands";
import type { Zone } from "./place";
import type { Inventory, Tags } from "./usage";

/** How a region stands in the account; undefined where AWS does not have it. */
export async function optInOf(access: AwsAccess, region: string): Promise<string | undefined> {
  const ec2 = access.client(EC2Client, "ec2");
  const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
  return Regions.find(({ RegionName }) => RegionName === region)?.OptInStatus;
}

export async function zonesIn(access: AwsAccess): Promise<Zone[]> {
  const ec2 = access.client(EC2Client, "ec2");
  const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({}));
  return AvailabilityZones.map(({ ZoneName: name = "", State: state = "" }) => ({ name, state }));
}

/** What the account may have: the applied value, or AWS's first where none was applied. */
export async function limitOf(access: AwsAccess, { service, code }: QuotaCode): Promise<number> {
  const quotas = access.client(ServiceQuotasClient, "servicequotas");
  const input = { ServiceCode: service, QuotaCode: code };
  const { Quota } = await quotas.send(new GetServiceQuotaCommand(input)).catch((error: unknown) => {
    if (error instanceof NoSuchResourceException) return quotas.send(new GetAWSDefaultServiceQuotaCommand(input));
    throw error;
  });
  if (Quota?.Value === undefined) throw new Error(`AWS tells no value of ${code}`);
  return Quota.Value;
}

/** What the region has of what quotas are about. */
export async function inventoryOf(access: AwsAccess): Promise<Omit<Inventory, "reserved">> {
  const client = access.client(EC2Client, "ec2");
  const [vpcs, gateways, nats, subnets, endpoints, { Addresses = [] }] = await Promise.all([
    every(paginateDescribeVpcs({ client }, {}), ({ Vpcs }) => Vpcs),
    every(paginateDescribeInternetGateways({ client }, {}), ({ InternetGateways }) => InternetGateways),
    every(paginateDescribeNatGateways({ client }, {}), ({ NatGateways }) => NatGateways),
    every(paginateDescribeSubnets({ client }, {}), ({ Subnets }) => Subnets),
    every(paginateDescribeVpcEndpoints({ client }, {}), ({ VpcEndpoints }) => VpcEndpoints),
    client.send(new DescribeAddressesCommand({})),
  ]);
  const zones = new Map(subnets.map(({ SubnetId, AvailabilityZone = "" }) => [SubnetId, AvailabilityZone]));
  return {
    vpcs: vpcs.map(({ VpcId: id = "", Tags }) => ({ id, tags: tagsOf(Tags) })),
    internetGateways: gateways.map(({ Attachments = [] }) => ({ vpcs: Attachments.map(({ VpcId = "" }) => VpcId) })),
    addresses: Addresses.map(({ Tags }) => ({ tags: tagsOf(Tags) })),
    natGateways: nats
      .filter(({ State = "" }) => ["pending", "available", "deleting"].includes(State))
      .map(({ VpcId: vpc = "", SubnetId }) => ({ vpc, zone: zones.get(SubnetId) ?? "" })),
    gatewayEndpoints: endpoints
      .filter(({ VpcEndpointType }) => VpcEndpointType === "Gateway")
      .map(({ VpcId: vpc = "" }) => ({ vpc })),
  };
}

/** What each function reserves. */
export async function reservedIn(access: AwsAccess): Promise<Inventory["reserved"]> {
  const client = access.client(LambdaClient, "lambda");
  const functions = await every(paginateListFunctions({ client }, {}), ({ Functions }) => Functions);
  const reserved = [];
  // One after the other: Lambda takes few such calls at once.
  for (const { FunctionName: name = "" } of functions) {
    const told = await client.send(new GetFunctionConcurrencyCommand({ FunctionName: name }));
    reserved.push({ name, count: told.ReservedConcurrentExecutions ?? 0 });
  }
  return reserved;
}

async function every<P, T>(pages: AsyncIterable<P>, of: (page: P) => T[] | undefined): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...(of(page) ?? []));
  return all;
}

const tagsOf = (tags: readonly Tag[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
