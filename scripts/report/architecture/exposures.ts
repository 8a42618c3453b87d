import { exposures, type Opening } from "../../../policies/aws/openings";
import { strangersOf, statementOf } from "../../../policies/aws/lambda-permissions";
import { type Statement, statementsOf } from "../../../policies/aws/policy-document";
import { PREFIX_LIST, PREFIX_LIST_ENTRY } from "../../../policies/aws/prefix-lists";
import { actionsOf, isPublic, isPublicAcl, isPublicGroup } from "../../../policies/aws/public-access";
import { DEFAULT_GROUP, GROUP, ingressOf } from "../../../policies/aws/security-groups";
import { isTrue } from "../../../policies/aws/spelled";
import { pathErrors } from "../../../policies/aws/traffic";
import { groupBy } from "../../../policies/frame/group-by";
import { currentType } from "../../../policies/frame/types";
import { keysIn, type NamedGraph } from "../changes";
import type { Graph, Resource } from "../graph";
import { unknown } from "../values";
import { objects } from "./connections";
import { kinds } from "./kinds";
import { membersOf } from "./members";

/** What lets everyone on the internet in, and how: in words, each once. */
export interface Exposure {
  readonly to: Resource;
  readonly label: string;
}

/**
 * Everything that a stack opens to everyone: by security groups, in any spelling of all addresses; by a public address; by
 * policies and ACLs; and by URLs that ask for no credentials. Whether a policy of the pack allows it makes no difference. What
 * only the update knows is not taken for open.
 */
export function exposuresOf(graph: Graph): Exposure[] {
  const found = [
    ...byGroups(graph),
    ...graph.resources.flatMap((resource) =>
      [...addresses(resource), ...statements(resource), ...acls(resource), ...urls(resource)].map((label) => ({
        to: ownerOf(graph, resource),
        label,
      })),
    ),
  ];
  return [...groupBy(found, ({ to }) => to)].map(([to, same]) => ({
    to,
    label: [...new Set(same.map(({ label }) => label))].join("; "),
  }));
}

/** Whether a stack has an exposure that another does not have: the same of what is called the same is none. */
export function newIn(current: NamedGraph, before: NamedGraph): (exposure: Exposure) => boolean {
  const key = (named: NamedGraph) => {
    const own = keysIn(named);
    return ({ to, label }: Exposure) => `${own(to.urn)} ${label}`;
  };
  const known = new Set(exposuresOf(before.graph).map(key(before)));
  const own = key(current);
  return (exposure) => !known.has(own(exposure));
}

/** What groups let everyone in to: each member, or the group itself where nothing is in it. */
function byGroups(graph: Graph): Exposure[] {
  const rules = graph.resources.flatMap((resource) => {
    const type = currentType(resource.type);
    const parts = ingressOf[type]?.(resource.inputs as never) ?? [];
    const [group = resource] = groupTypes.has(type) ? [resource] : graph.referenced(resource, "securityGroupId");
    const listed = parts.some(({ lists }) => lists.length > 0) ? prefixes(graph, resource) : [];
    return parts.map(({ cidrs, traffic, lists }): { group: Resource; opening: Opening } => ({
      group,
      opening: { cidrs: [...cidrs, ...(lists.length > 0 ? listed : [])], traffic: traffic() },
    }));
  });
  const members = membersOf(graph);
  return [...groupBy(rules, ({ group }) => group)].flatMap(([group, own]) => {
    const labels = exposures(
      own.map(({ opening }) => opening),
      pathErrors,
    );
    const shown = members.filter(({ groups }) => groups.has(group)).map(({ resource }) => resource);
    const inside = [...shown, ...graph.resources.filter((one) => isOtherMember(one, group))];
    return labels.flatMap((label) => (inside.length > 0 ? inside : [group]).map((to) => ({ to, label })));
  });
}

const groupTypes: ReadonlySet<string> = new Set([GROUP, DEFAULT_GROUP]);

/** Whether it names a group to be in it, and is of no kind that is drawn in the network. Rules and templates name groups too. */
const isOtherMember = ({ type, references }: Resource, group: Resource): boolean =>
  !(type in kinds) &&
  !/^aws:(ec2|vpc)\/(securityGroup|launchTemplate)/.test(type) &&
  Object.values(references).some((urns) => urns.includes(group.urn));

/** The addresses in the prefix lists that a rule names. */
function prefixes(graph: Graph, rule: Resource): string[] {
  const lists = ["prefixListId", "prefixListIds", "ingress"]
    .flatMap((property) => graph.referenced(rule, property))
    .filter(({ type }) => type === PREFIX_LIST);
  const entries = graph
    .ofType(PREFIX_LIST_ENTRY)
    .filter((entry) => graph.referenced(entry, "prefixListId").some((list) => lists.includes(list)));
  return [...lists.flatMap(({ inputs }) => objects(inputs["entries"])), ...entries.map(({ inputs }) => inputs)].map(
    ({ cidr }) => String(cidr),
  );
}

/** Databases and their like, and load balancers that no group keeps anybody from. */
function addresses({ type, inputs, references }: Resource): string[] {
  if (isTrue(inputs["publiclyAccessible"])) return ["it has a public address"];
  const { internal, loadBalancerType, securityGroups } = inputs;
  const isOpen =
    type === "aws:lb/loadBalancer:LoadBalancer" &&
    loadBalancerType === "network" &&
    !isTrue(internal) &&
    internal !== unknown &&
    (references["securityGroups"] ?? []).length === 0 &&
    !(Array.isArray(securityGroups) && securityGroups.length > 0);
  return isOpen ? ["it is public and has no security group"] : [];
}

/** Policies that say who may. Those of identities say what, and those of endpoints are asked from within the network alone. */
function statements({ type, inputs }: Resource): string[] {
  if (type === "aws:lambda/permission:Permission") {
    const strangers = typeof inputs["principal"] === "string" ? strangersOf(statementOf(inputs as never)) : undefined;
    return strangers?.startsWith("everyone") ? [`it lets in ${strangers}`] : [];
  }
  if (/^aws:(iam|organizations)\/|vpcEndpoint/.test(type) || inputs["vpcConfiguration"] !== undefined) return [];
  return read(inputs["policy"])
    .filter(isPublic)
    .map((statement) => `its policy lets everybody do ${actionsOf(statement)}`);
}

/** What is no policy says nothing. */
function read(policy: unknown): readonly Statement[] {
  try {
    return statementsOf(policy);
  } catch {
    return [];
  }
}

function acls({ type, inputs }: Resource): string[] {
  if (!/^aws:s3\/bucket(Acl|V2|AclV2)?:/.test(type)) return [];
  const [control] = objects([inputs["accessControlPolicy"]]);
  const grantees = objects(control?.["grants"]).flatMap(({ grantee }) => objects([grantee]));
  const uris = [...objects(inputs["grants"]), ...grantees].map(({ uri }) => String(uri));
  const isOpen = isPublicAcl(String(inputs["acl"])) || uris.some(isPublicGroup);
  return isOpen ? ["its ACL lets everybody in"] : [];
}

function urls({ type, inputs: { authorizationType } }: Resource): string[] {
  if (type !== "aws:lambda/functionUrl:FunctionUrl" || authorizationType === unknown) return [];
  return authorizationType === "AWS_IAM" ? [] : ["its URL asks for no credentials"];
}

/** By which properties a policy, an ACL or a URL names what it is of. */
const owners = [
  "bucket",
  "function",
  "functionName",
  "queueUrl",
  "arn",
  "secretArn",
  "keyId",
  "restApiId",
  "repository",
  "fileSystemId",
];

/** What a resource says something of: a function rather than its alias. Itself where it names nothing of the stack. */
function ownerOf(graph: Graph, resource: Resource): Resource {
  const [owner] = owners.flatMap((property) => graph.referenced(resource, property));
  if (owner?.type === "aws:lambda/alias:Alias") return ownerOf(graph, owner);
  const isOf = /(Policy|Acl|AclV2|Permission|Url|Alias)$/.test(resource.type);
  return isOf && owner !== undefined ? owner : resource;
}
