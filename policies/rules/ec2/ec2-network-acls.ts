import type { NetworkAclArgs, NetworkAclRuleArgs } from "@pulumi/aws/ec2";
import type { PolicyResource } from "@pulumi/policy";

import { type Entry, entryOf, isAbout, lettingEveryoneIn } from "../../aws/network-acls";
import { elements } from "../../frame/elements";
import { groupBy } from "../../frame/group-by";
import { fsbp } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

const ACL = "aws:ec2/networkAcl:NetworkAcl";
const RULE = "aws:ec2/networkAclRule:NetworkAclRule";

/** Of SSH and of the Remote Desktop Protocol. */
const ports = [22, 3389];

/** A rule of an ACL. What only the update knows fails its reading; there is nothing to read in one for what goes out. */
interface Stated {
  readonly at: PolicyResource;
  readonly acl: PolicyResource | string;
  readonly read: () => Entry | undefined;
}

/**
 * Nobody reaches the ports of administration of a whole subnet, whatever its security groups let in. Rules are weighed in the
 * order of their numbers: what an earlier one keeps out, a later one does not let in. Default ACLs are left out, as by the control.
 */
export const ec2NetworkAcls = rule({
  name: "ec2-network-acls",
  description: "Network ACLs do not let everyone in to ports 22 and 3389.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: fsbp("EC2.21"),
  seeAlso: ["Trivy AWS-0102", "Trivy AWS-0105"],
  remediationSteps: "name the addresses that are to connect, or deny ports 22 and 3389 by rules with lower numbers.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-21",

  inputsOf: [ACL, RULE],

  stack: (stack, { judge }) => {
    const acls = stack.ofType(ACL);
    const inline = acls.flatMap((acl): Stated[] => {
      const inputs = stack.stated(acl) as Inputs<NetworkAclArgs>;
      return elements(() => inputs.ingress).map((_, index) => ({
        at: acl,
        acl,
        read: () => entryOf(inputs.ingress?.[index] ?? {}),
      }));
    });
    const byThemselves = stack.ofType(RULE).map((resource): Stated => {
      const inputs = stack.stated(resource) as Inputs<NetworkAclRuleArgs>;
      const acl = stack.reference(resource, "networkAclId", acls) ?? resource.urn;
      return { at: resource, acl, read: () => (String(inputs.egress) === "true" ? undefined : entryOf(inputs)) };
    });

    for (const [, stated] of groupBy([...inline, ...byThemselves], ({ acl }) => acl)) {
      const known = stated.flatMap(({ at, read }) => {
        const entry = ifKnown(read);
        return entry ? [{ ...entry, at }] : [];
      });
      const found = ports.flatMap((port) => lettingEveryoneIn(known, port).map((entry) => ({ entry, port })));
      for (const [{ at, number, cidrs }, open] of groupBy(found, ({ entry }) => entry)) {
        const to = open.map(({ port }) => port).join(" and ");
        judge(at, ({ violation }) => violation(`rule ${number} lets ${cidrs.join(" and ")} in to port ${to}`));
      }
      for (const { at, read } of found.length > 0 ? [] : stated) {
        judge(at, ({ undecided }) => {
          const entry = read();
          const isOpen =
            entry?.isAllow && entry.cidrs.includes(undefined) && ports.some((port) => isAbout(entry, port));
          if (isOpen) undecided(`whom rule ${entry.number} lets in`);
        });
      }
    }
  },
});
