import { join } from "node:path";
import { bundled } from "./code/code";
import { Compute } from "./compute/compute";
import { Cache } from "./data/cache";
import { Database } from "./data/database";
import { DatabaseSetup } from "./data/setup/database-setup";
import { databaseUsers } from "./data/setup/database-users";
import { migrationsFolder, readMigrations } from "./data/setup/migrations";
import { UnusedUsers } from "./data/setup/unused-users";
import { cachedRoutes } from "./edge/cached-routes";
import { Edge } from "./edge/edge";
import { readSite } from "./edge/publishing/site";
import { KeptData } from "./kept-data/kept-data";
import { deployedState } from "./kept-data/state";
import { formerly } from "./names";
import { Network } from "./network/network";
import { defaultTags, loadSettings, providerSettings } from "./settings";

const repository = join(__dirname, "..");

/** The program: one platform for the stack's environment. Pulumi calls it and publishes what it returns. */
export = async function platform() {
  const settings = loadSettings();
  const kept = new KeptData(await deployedState(), settings.loseData);
  const root = (name: string) => ({ ...formerly(name), transformations: [kept.guard] });
  const code = bundled(settings);
  const users = databaseUsers(settings.compute);
  const site = settings.edge && readSite(join(repository, settings.edge.site.folder), settings.edge.site);

  const network = new Network("network", { ...settings.network, region: settings.region }, root("network"));
  const isolated = {
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    availabilityZones: network.availabilityZones,
  };
  const provider = providerSettings();
  const database =
    settings.database &&
    new Database("database", { ...settings.database, ...isolated, users, provider }, root("database"));
  const setup =
    settings.database &&
    database &&
    new DatabaseSetup("database-setup", {
      ...isolated,
      database,
      settings: settings.database,
      users,
      migrations: readMigrations(join(repository, migrationsFolder)),
      code,
      provider,
    });
  const cache = settings.cache && new Cache("cache", { ...settings.cache, ...isolated }, root("cache"));
  const compute =
    settings.compute &&
    new Compute(
      "compute",
      {
        ...settings.compute,
        vpcId: network.vpcId,
        subnetIds: network.privateSubnetIds,
        zoneIds: network.privateZoneIds,
        publicSubnetIds: network.publicSubnetIds,
        code,
        tags: defaultTags(),
        provider,
        data: {
          database: database && setup && { component: database, settings: settings.database, setUp: setup.prepared },
          cache: cache && { component: cache, settings: settings.cache },
        },
      },
      root("compute"),
    );
  if (database && setup) {
    new UnusedUsers("database-unused-users", { database, setup, users, provider, after: compute ? [compute] : [] });
  }
  const edge =
    settings.edge &&
    site &&
    new Edge(
      "edge",
      {
        settings: settings.edge,
        site,
        origin: compute?.origin,
        cachedRoutes: cachedRoutes(settings.compute?.routes ?? []),
        region: settings.region,
        provider,
      },
      root("edge"),
    );

  await kept.isWhole();
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
        ...(compute.functions.domainTarget && { domainTarget: compute.functions.domainTarget }),
        routes: settings.compute?.routes.map(({ route, to }) => `${route} -> ${to}`),
        functionNames: compute.functions.functionNames,
      },
    }),
    ...(compute?.instances && {
      instances: {
        loadBalancerDnsName: compute.instances.loadBalancer.dnsName,
        autoScalingGroupName: compute.instances.autoScalingGroupName,
        logGroupName: compute.instances.logGroupName,
        clientSecurityGroupId: compute.instances.loadBalancer.clientSecurityGroupId,
      },
    }),
    ...(compute && { releases: { bucket: compute.releasesBucket } }),
    ...(edge && {
      site: {
        url: edge.url,
        distributionId: edge.distributionId,
        domainName: edge.domainName,
        bucket: edge.bucket,
      },
    }),
  };
};
