import type { ManagedPrefixListArgs, ManagedPrefixListEntryState, ManagedPrefixListState } from "@pulumi/aws/ec2";
import type { PolicyResource } from "@pulumi/policy";

import { elements } from "../frame/elements";
import type { Inputs } from "../frame/rule";
import type { Stack, StackResource } from "../frame/stack";
import { areEveryone } from "./addresses";

type List = StackResource<ManagedPrefixListState>;

export const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
export const PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

/** The properties by which rules of security groups name prefix lists. */
const naming = ["prefixListId", "prefixListIds", "ingress"];

/** What prefix lists hold, as far as the stack says. */
export class PrefixLists {
  private readonly lists: readonly List[];
  private readonly entries: readonly {
    readonly list: List | string | undefined;
    readonly cidrs: readonly (string | undefined)[];
  }[];

  /** Of a rule that has the inputs of both types. */
  constructor(private readonly stack: Stack) {
    this.lists = stack.ofType<ManagedPrefixListState>(PREFIX_LIST);
    this.entries = stack.ofType<ManagedPrefixListEntryState>(PREFIX_LIST_ENTRY).map((entry) => ({
      list: stack.reference(entry, "prefixListId", this.lists),
      cidrs: elements(() => [entry.props.cidr]),
    }));
  }

  /**
   * The addresses of the lists that a rule names by these ids, undefined for an id that a preview does not know; undefined for
   * addresses that it does not know. A list without entries in the stack has none here: nobody can tell.
   */
  addresses(rule: PolicyResource, ids: readonly (string | undefined)[]): readonly (string | undefined)[] {
    const depends = naming.flatMap((property) => rule.propertyDependencies[property] ?? []);
    const { found, unknown } = this.stack.references(
      { ...rule, props: { ids }, propertyDependencies: { ids: depends } },
      "ids",
      this.lists,
    );
    const elsewhere = this.entries.filter(({ list }) => typeof list === "string" && ids.includes(list));
    const mayBeOpen = unknown > 0 && this.lists.some((list) => mayBeEveryone(this.cidrsOf(list)));
    return [
      ...found.flatMap((list) => this.cidrsOf(list)),
      ...elsewhere.flatMap(({ cidrs }) => cidrs),
      ...(mayBeOpen ? [undefined] : []),
    ];
  }

  private cidrsOf(list: List): readonly (string | undefined)[] {
    const { entries } = this.stack.stated(list) as Inputs<ManagedPrefixListArgs>;
    return [
      ...elements(() => entries).flatMap((entry) => (entry ? elements(() => [entry.cidr]) : [undefined])),
      ...this.entries.filter((entry) => [list, undefined].includes(entry.list as List)).flatMap(({ cidrs }) => cidrs),
    ];
  }
}

const mayBeEveryone = (cidrs: readonly (string | undefined)[]): boolean =>
  cidrs.includes(undefined) || areEveryone(cidrs);
