import * as pulumi from "@pulumi/pulumi";
import { namesBeginWith } from "./settings";

/**
 * The name of a resource as AWS shows it, where Pulumi makes none up: in the tag `Name`, and wherever AWS asks for a name that is
 * not a resource's own. Logical names hold no stack, so that a stack can be renamed; in an account, stacks are told apart by this.
 */
export const label = (name: string): string => `${namesBeginWith()}${name}`;

/** The alias by which a stack finds what was deployed when logical names still began with the stack's. */
export const formerly = (name: string): Required<Pick<pulumi.ResourceOptions, "aliases">> => ({
  aliases: [{ name: formerName(name) }],
});

/** A logical name as it was then. */
export const formerName = (name: string): string => `${pulumi.getStack()}-${name}`;
