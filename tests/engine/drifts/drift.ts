import type { LocalAws } from "../local-aws";

/** What the state has of a resource: properties by their names, and its id. */
export type Known = Readonly<Record<string, string>>;

/** Something that is done to a resource of a stack behind Pulumi's back, by AWS's own API. */
export interface Drift {
  /** Type of the resource by which `refresh` tells of it, such as `ec2:Route`. */
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
  /** Whether it is gone then, or is otherwise. */
  readonly gone?: true;
  readonly by: (aws: LocalAws, its: Known, other: (type: string, name: string) => Known) => Promise<unknown>;
}

export const anybody = "0.0.0.0/0";
export const opened = (permissions = "IpPermissions") => ({
  [`${permissions}.1.IpProtocol`]: "tcp",
  [`${permissions}.1.FromPort`]: "22",
  [`${permissions}.1.ToPort`]: "22",
  [`${permissions}.1.IpRanges.1.CidrIp`]: anybody,
});
export const everything = (principal: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", ...principal, Action: "*", Resource: "*" }],
  });
export const named = (its: Known): string => its["name"] ?? its["id"] ?? "";
export const tag = (name: string, type: string): Drift => ({
  type,
  name,
  by: (aws, { id = "" }) =>
    aws.query("ec2", "CreateTags", { "ResourceId.1": id, "Tag.1.Key": "by", "Tag.1.Value": "hand" }),
});
