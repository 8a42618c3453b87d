import * as pulumi from "@pulumi/pulumi";
import { bundled } from "./compute/code/code";
import { Compute } from "./compute/compute";
import { Cache } from "./data/cache";
import { Database } from "./data/database";
import { Network } from "./network/network";
import { loadSettings } from "./settings";

/** The program: one platform for the stack's environment. Pulumi calls it and publishes what it returns. */
export = function platform() {
  const settings = loadSettings();
  const code = bundled(settings.compute);
  const name = (part: string) => `${pulumi.getStack()}-${part}`;

  const network = new Network(name("network"), { ...settings.network, region: settings.region });
  const isolated = {
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    availabilityZones: network.availabilityZones,
  };
  const database = settings.database && new Database(name("database"), { ...settings.database, ...isolated });
  const cache = settings.cache && new Cache(name("cache"), { ...settings.cache, ...isolated });
  const compute =
    settings.compute &&
    new Compute(name("compute"), {
      ...settings.compute,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      code,
      data: {
        database: database && { component: database, settings: settings.database },
        cache: cache && { component: cache, settings: settings.cache },
      },
    });

  return {
    vpcId: network.vpcId,
    availabilityZones: network.availabilityZones,
    ...(database && {
      database: {
        endpoint: database.endpoint,
        port: database.port,
        readerEndpoints: database.readerEndpoints,
        ...(database.proxy && { proxyEndpoint: database.proxy.endpoint }),
        masterSecretArn: database.masterSecretArn,
        clientSecurityGroupId: database.clientSecurityGroupId,
      },
    }),
    ...(cache && {
      cache: {
        endpoint: cache.endpoint,
        port: cache.port,
        ...(cache.reader && { readerEndpoint: cache.reader.endpoint }),
        ...(cache.user && { userName: cache.user.name }),
        clientSecurityGroupId: cache.clientSecurityGroupId,
      },
    }),
    ...(compute?.functions && {
      api: {
        id: compute.functions.apiId,
        endpoint: compute.functions.apiEndpoint,
        routes: settings.compute?.routes.map(({ route, to }) => `${route} -> ${to}`),
        functionNames: compute.functions.functionNames,
      },
    }),
    ...(compute?.instances && {
      instances: {
        loadBalancerDnsName: compute.instances.loadBalancer.dnsName,
        autoScalingGroupName: compute.instances.autoScalingGroupName,
        clientSecurityGroupId: compute.instances.loadBalancer.clientSecurityGroupId,
      },
    }),
  };
};
