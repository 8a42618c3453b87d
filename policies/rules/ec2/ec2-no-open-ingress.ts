import { areEveryone } from "../../aws/addresses";
import { exposure, exposures, type Opening } from "../../aws/openings";
import { PREFIX_LIST, PREFIX_LIST_ENTRY, PrefixLists } from "../../aws/prefix-lists";
import { DEFAULT_GROUP, GROUP, type Ingress, ingressOf } from "../../aws/security-groups";
import { type Allowed, firstForbidden, pathErrors } from "../../aws/traffic";
import { groupBy } from "../../frame/group-by";
import { fsbp } from "../../frame/metadata";
import { type ResourceContext, rule } from "../../frame/rule";
import { currentType, forTypes } from "../../frame/types";
import { ifKnown } from "../../frame/unknown";

interface Options {
  readonly allowedPorts: readonly number[];
  readonly allowedUdpPorts: readonly number[];
}

const types = Object.keys(ingressOf);

/**
 * The internet reaches nothing but ports that are meant for it. A rule may be a resource of its own, of the newer or the
 * older kind, or part of its group; addresses may stand in it, or in prefix lists of the stack; and several rules of a group
 * may add up to everyone.
 */
export const ec2NoOpenIngress = rule<Options>({
  name: "ec2-no-open-ingress",
  description: "Security groups open no ports to the whole internet but those allowed.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: fsbp("EC2.18", "EC2.19"),
  seeAlso: ["cdk-nag EC23", "Checkov CKV_AWS_24", "Checkov CKV_AWS_25", "Checkov CKV_AWS_277", "Trivy AWS-0107"],
  remediationSteps: "name the security group, the prefix list or the addresses of those who are to connect.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
  options: {
    allowedPorts: {
      type: "array",
      items: { type: "integer" },
      default: [80, 443],
      description: "TCP ports that may be open to everyone",
    },
    allowedUdpPorts: {
      type: "array",
      items: { type: "integer" },
      default: [],
      description: "UDP ports that may be",
    },
  },

  inputsOf: [...types, PREFIX_LIST, PREFIX_LIST_ENTRY],

  resources: forTypes(types, (inputs: never, { options, resource, ...report }: ResourceContext<Options>) => {
    const parts = ingressOf[currentType(resource.type)]?.(inputs) ?? [];
    const found = exposures(openingsOf(parts), allowedBy(options));
    for (const words of found) report.violation(words);
    if (found.length === 0 && parts.some((part) => isOpen(part, allowedBy(options)))) {
      report.undecided("whom it lets in, and to what");
    }
  }),

  stack: (stack, { judge, options }) => {
    const allowed = allowedBy(options);
    const lists = new PrefixLists(stack);
    const groups = [GROUP, DEFAULT_GROUP].flatMap((type) => stack.ofType(type));

    const members = types
      .flatMap((type) => stack.ofType(type))
      .flatMap((resource) => {
        const own = ifKnown(() => ingressOf[currentType(resource.type)]?.(stack.stated(resource) as never)) ?? [];
        // What is open by itself is refused by its inputs.
        if (exposures(openingsOf(own), allowed).length > 0) return [];
        const parts = own.map((part) => ({ ...part, listed: lists.addresses(resource, part.lists) }));
        const openings = openingsOf(parts.map((part) => ({ ...part, cidrs: [...part.cidrs, ...part.listed] })));
        const found = exposures(openings, allowed);
        judge(resource, ({ violation, undecided }) => {
          for (const words of found) violation(`by a prefix list, ${words}`);
          const isUnclear = parts.some((part) => isOpen({ ...part, cidrs: part.listed }, allowed));
          if (found.length === 0 && isUnclear) undecided("whom a prefix list lets in");
        });
        const group = groups.includes(resource) ? resource : stack.reference(resource, "securityGroupId", groups);
        return found.length > 0 || group === undefined ? [] : [{ resource, group, openings }];
      });

    for (const [group, ofGroup] of groupBy(members, (member) => member.group)) {
      judge(typeof group === "string" ? ofGroup[0].resource : group, ({ violation }) => {
        const found = exposure(
          ofGroup.flatMap(({ openings }) => openings),
          allowed,
        );
        if (found !== undefined) violation(found);
      });
    }
  },
});

const allowedBy = ({ allowedPorts, allowedUdpPorts }: Options): Allowed => ({
  ...pathErrors,
  tcp: allowedPorts,
  udp: allowedUdpPorts,
});

/** The parts of which the traffic is known. */
const openingsOf = (parts: readonly Pick<Ingress, "cidrs" | "traffic">[]): readonly Opening[] =>
  parts.flatMap(({ cidrs, traffic }) => {
    const known = ifKnown(traffic);
    return known ? [{ cidrs, traffic: known }] : [];
  });

/** Whether the update may show that everyone comes in to something that is not allowed. */
function isOpen({ cidrs, traffic }: Pick<Ingress, "cidrs" | "traffic">, allowed: Allowed): boolean {
  const known = ifKnown(traffic);
  if (known === undefined) return cidrs.includes(undefined) || areEveryone(cidrs);
  return cidrs.includes(undefined) && firstForbidden(known, allowed) !== undefined;
}
