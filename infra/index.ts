import * as pulumi from "@pulumi/pulumi";
import { Cache } from "./data/cache";
import { Database } from "./data/database";
import { Network } from "./network/network";
import { loadSettings } from "./settings";

/** The program: one platform for the stack's environment. Pulumi calls it and publishes what it returns. */
export = function platform() {
  const settings = loadSettings();
  const name = (part: string) => `${pulumi.getStack()}-${part}`;

  const network = new Network(name("network"), { ...settings.network, region: settings.region });
  const isolated = {
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    availabilityZones: network.availabilityZones,
  };
  const database = settings.database && new Database(name("database"), { ...settings.database, ...isolated });
  const cache = settings.cache && new Cache(name("cache"), { ...settings.cache, ...isolated });

  return {
    vpcId: network.vpcId,
    availabilityZones: network.availabilityZones,
    database: database && {
      endpoint: database.endpoint,
      port: database.port,
      readerEndpoints: database.readerEndpoints,
      proxyEndpoint: database.proxy?.endpoint,
      masterSecretArn: database.masterSecretArn,
      clientSecurityGroupId: database.clientSecurityGroupId,
    },
    cache: cache && {
      endpoint: cache.endpoint,
      port: cache.port,
      readerEndpoint: cache.reader?.endpoint,
      userName: cache.user?.name,
      clientSecurityGroupId: cache.clientSecurityGroupId,
    },
  };
};
