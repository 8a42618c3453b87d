/** What a stack needs of its account, and whether that has it. Reads, and changes nothing. */
import { type AwsAccess, awsAccess, settled } from "../../infra/release/aws-access";
import {
  defaultTags,
  loadSettings,
  namesBeginWith,
  permissionsBoundary,
  type ProviderSettings,
  providerSettings,
  type Settings,
  SettingsError,
} from "../../infra/settings";
import * as account from "./account-facts";
import { type Demand, demandsOf, quotas } from "./demands";
import { domainLine, domainsOf } from "./domain";
import { boundaryLine, deployRoleLine } from "./github";
import { identityLine } from "./identity";
import { asked, type Known } from "./known";
import { blocker, type Line, ok } from "./line.mjs";
import { regionLine, zonesLine } from "./place";
import { quotaLine, type Supply } from "./quota-line";
import * as region from "./region-facts";
import { showStackFile } from "./stack-file";
import { type Asking, type Inventory, usedByOthers } from "./usage";

interface Options {
  /** Whether the account is the local AWS, to which no DNS leads. */
  readonly sandbox: boolean;
}

/** All that checks are made of. */
interface Subject {
  readonly root: string;
  readonly asking: Asking;
  readonly settings: Settings;
  readonly profile: string | undefined;
  readonly sandbox: boolean;
  /** AWS as the stack's provider reaches it. */
  readonly access: AwsAccess;
}

/** A line for each check, as soon as it is known. Where one check makes the next ones pointless, it is the last. */
export async function* accountLines(root: string, stack: string, { sandbox }: Options): AsyncGenerator<Line> {
  const file = `Pulumi.${stack}.yaml`;
  const unreadable = showStackFile(root, stack);
  if (unreadable.length > 0) {
    const text = `not asked: ${unreadable.join(", ")} is encrypted in ${file}, and only pulumi can read it`;
    yield blocker("account", text, "sign in by a profile: aws:profile");
    return;
  }
  const settings = settingsOf();
  if (settings instanceof SettingsError) {
    for (const { path, given, allowed } of settings.problems) {
      yield blocker(file, `${path}: ${given} is not allowed: ${allowed}`, `edit ${file}`);
    }
    return;
  }
  yield ok(file, "its settings are valid");
  const provider = providerSettings();
  const { profile, allowedAccountIds = [], forbiddenAccountIds = [] } = await settled(provider);
  const user = { profile: profile ?? process.env["AWS_PROFILE"], allowed: allowedAccountIds };
  const access = await awsAccess(provider);
  const identity = await asked(() => account.identityOf(access));
  if (isAboutRegion(identity)) {
    const elsewhere = await awsAccess(elsewhereIn(provider));
    const there = await asked(() => account.identityOf(elsewhere));
    if (there.known) {
      yield identityLine({ ...user, identity: there, forbidden: forbiddenAccountIds });
      yield regionLine(settings.region, await asked(() => region.optInOf(elsewhere, settings.region)));
      return;
    }
  }
  const first = identityLine({ ...user, identity, forbidden: forbiddenAccountIds });
  yield first;
  if (first.mark === "blocker" || !identity.known) return;

  const asking = { stack, namesBeginWith: namesBeginWith(), tags: stackTags() };
  const subject = { root, asking, settings, profile: user.profile, sandbox, access };
  yield* placeLines(subject);
  yield* quotaLines(subject);
  yield* githubLines(subject, identity.known.account);
  yield* domainLines(subject);
}

/** AWS answers so in a region that the account has not enabled, to credentials that are right. */
const isAboutRegion = ({ unknown = "" }: Known<unknown>): boolean =>
  /^(AuthFailure|InvalidClientTokenId|OptInRequired|UnrecognizedClientException)\b/.test(unknown);

/** A region that AWS enables in each account, and where it tells of all others. */
const elsewhereIn = (provider: ProviderSettings): ProviderSettings => ({ ...provider, region: "us-east-1" });

function settingsOf(): Settings | SettingsError {
  try {
    return loadSettings();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
}

/** The stack's default tags: no secrets, which were looked for before. */
const stackTags = (): Asking["tags"] =>
  Object.fromEntries(
    Object.entries(defaultTags()).flatMap(([key, value]) => (typeof value === "string" ? [[key, value]] : [])),
  );

async function* placeLines({ asking, settings, access }: Subject): AsyncGenerator<Line> {
  yield regionLine(settings.region, await asked(() => region.optInOf(access, settings.region)));
  const { zones } = settings.network;
  const wanted = { stack: asking.stack, region: settings.region, zones };
  yield zonesLine(wanted, await asked(() => region.zonesIn(access)));
}

async function* quotaLines({ asking, settings, profile, access }: Subject): AsyncGenerator<Line> {
  const demands = demandsOf(settings);
  const reserves = demands.some(({ quota }) => quota === "concurrency");
  const [network, functions] = await Promise.all([
    asked(() => region.inventoryOf(access)),
    reserves ? asked(() => region.reservedIn(access)) : { known: [] },
  ]);
  for (const demand of demands) {
    const limit = await asked(() => region.limitOf(access, quotas[demand.quota]));
    const supply = supplyOf(demand, limit, withReserved(demand, network, functions), asking);
    yield quotaLine(demand, supply, { region: settings.region, profile });
  }
}

/** What a demand is counted in: a part that could not be had matters to what is counted in it alone. */
function withReserved(
  { quota }: Demand,
  network: Known<Omit<Inventory, "reserved">>,
  functions: Known<Inventory["reserved"]>,
): Known<Inventory> {
  const none = { vpcs: [], internetGateways: [], addresses: [], natGateways: [], gatewayEndpoints: [] };
  if (quota === "concurrency") {
    return functions.known ? { known: { ...none, reserved: functions.known } } : functions;
  }
  return network.known ? { known: { ...network.known, reserved: [] } } : network;
}

function supplyOf(demand: Demand, limit: Known<number>, inventory: Known<Inventory>, asking: Asking): Known<Supply> {
  if (limit.unknown !== undefined) return limit;
  if (inventory.unknown !== undefined) return inventory;
  const used = (zone?: string) => usedByOthers(demand.quota, inventory.known, asking, zone);
  if (!demand.zones) return { known: { limit: limit.known, others: used() } };
  const zones = demand.zones.map((zone) => ({ limit: limit.known, zone, others: used(zone) }));
  return { known: zones.reduce((most, each) => (each.others > most.others ? each : most)) };
}

async function* githubLines({ root, asking, sandbox, access }: Subject, id: string): AsyncGenerator<Line> {
  const place = { stack: asking.stack, sandbox };
  const [roles, providers, policies] = await Promise.all([
    asked(() => account.rolesOf(access)),
    asked(() => account.providersOf(access)),
    asked(() => account.policiesOf(access)),
  ]);
  yield deployRoleLine({ ...place, repository: account.originOf(root), roles, providers });
  const stated = permissionsBoundary();
  const exists = stated === undefined ? undefined : await asked(() => account.hasPolicy(access, stated));
  yield boundaryLine({ ...place, account: id, stated, exists, policies });
}

async function* domainLines({ settings, sandbox, access }: Subject): AsyncGenerator<Line> {
  for (const domain of domainsOf(settings)) {
    const zone = await asked(() => account.hostedZone(access, domain.zoneId));
    const { known } = zone;
    const isAsked = known !== undefined && !known.isPrivate && !sandbox;
    const answered = isAsked ? await asked(() => account.serversInDns(known.name)) : undefined;
    yield domainLine(domain, zone, answered);
  }
}
