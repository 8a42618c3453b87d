import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineWithUsers } from "./cache-engine";
import { identifierFrom } from "./identifier";

interface UserGroupArgs {
  readonly engine: EngineWithUsers;
  /** Generated name of a resource that lives as long as the cache: the users' names are made from it. */
  readonly uniqueName: pulumi.Output<string>;
}

/** ElastiCache allows 40 characters. */
const longestId = 40;
const defaultSuffix = "-default";

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
        engine: args.engine,
        // With IAM the two must be equal (ElastiCache User Guide, "Authenticating with IAM", limitations).
        userId: id,
        userName: id,
        authenticationMode: { type: "iam" },
        accessString: "on ~* &* +@all -@dangerous +info",
      },
      { parent: this },
    );
    const defaultUsers = args.engine === "redis" ? [this.switchedOffDefault(name, id)] : [];
    const group = new aws.elasticache.UserGroup(
      name,
      { engine: args.engine, userGroupId: id, userIds: [user, ...defaultUsers].map((member) => member.userId) },
      { parent: this },
    );
    this.id = group.userGroupId;
    this.userName = user.userName;
    this.userArn = user.arn;
    this.registerOutputs({ id: this.id, userName: this.userName });
  }

  /**
   * A Redis OSS group needs a user named "default", whom clients without a name become; this one may do nothing
   * (ElastiCache User Guide, "Applying RBAC"). A Valkey group without one refuses such clients by itself.
   */
  private switchedOffDefault(name: string, id: pulumi.Output<string>): aws.elasticache.User {
    return new aws.elasticache.User(
      `${name}-default`,
      {
        engine: "redis",
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
