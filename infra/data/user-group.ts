import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { identifierFrom } from "./identifier";

interface UserGroupArgs {
  /** Generated name of a resource that lives as long as the cache: the users' names are made from it. */
  readonly uniqueName: pulumi.Output<string>;
}

/** ElastiCache allows 40 characters. */
const longestId = 40;
const defaultSuffix = "-default";

/**
 * Of Redis OSS, for Valkey too: Valkey takes users of either engine, Redis OSS its own alone (ElastiCache User Guide,
 * "Role-Based Access Control"). So a cache changes its engine, either way, with the same users.
 */
const engine = "redis";

/**
 * Who may use a cache: one user, who signs in with IAM, so that there is no secret anywhere (ElastiCache.6).
 *
 * The user may run every command on every key and channel but the dangerous ones (FLUSHALL, KEYS, CONFIG...); INFO is
 * dangerous too, yet clients ask it whether the cache is ready.
 */
export class UserGroup extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly userName: pulumi.Output<string>;
  readonly userArn: pulumi.Output<string>;

  constructor(name: string, args: UserGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:data:UserGroup", name, {}, opts);
    const id = args.uniqueName.apply((unique) => identifierFrom(unique, longestId - defaultSuffix.length));
    const user = new aws.elasticache.User(
      name,
      {
        engine,
        // With IAM the two must be equal (ElastiCache User Guide, "Authenticating with IAM", limitations).
        userId: id,
        userName: id,
        authenticationMode: { type: "iam" },
        accessString: "on ~* &* +@all -@dangerous +info",
      },
      { parent: this },
    );
    const members = [user, this.switchedOffDefault(name, id)];
    const group = new aws.elasticache.UserGroup(
      name,
      { engine, userGroupId: id, userIds: members.map((member) => member.userId) },
      { parent: this },
    );
    this.id = group.userGroupId;
    this.userName = user.userName;
    this.userArn = user.arn;
    this.registerOutputs({ id: this.id, userName: this.userName });
  }

  /**
   * A group of Redis OSS needs a user named "default", whom clients without a name become; this one may do nothing
   * (ElastiCache User Guide, "Applying RBAC").
   */
  private switchedOffDefault(name: string, id: pulumi.Output<string>): aws.elasticache.User {
    return new aws.elasticache.User(
      `${name}-default`,
      {
        engine,
        userId: pulumi.interpolate`${id}${defaultSuffix}`,
        userName: "default",
        // Not by `authenticationMode`: ElastiCache reports that one under another name than it takes.
        noPasswordRequired: true,
        accessString: "off -@all",
      },
      { parent: this },
    );
  }
}
