import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf, partitionOf } from "../infra/identity/arns";
import { policyOf } from "../infra/identity/documents";
import { GithubRole } from "./github-role";
import { boundaryStatements } from "./permissions/boundary";
import { deployStatements } from "./permissions/deploy";
import { packed } from "./permissions/packed";
import { ownPath, type Place, type Statement } from "./permissions/statement";

interface EnvironmentArgs {
  /** Of the stack. */
  readonly region: string;
  /** Where they do not begin with the stack's name. */
  readonly namesBeginWith?: string | undefined;
  /** The stack, or with a `*` in it those that the role deploys; the one of the environment's name without it. */
  readonly stack?: string;
  /** Whose tokens take the role, by their `sub`. */
  readonly subject: string | string[];
  readonly providerArn: pulumi.Output<string>;
  readonly stateBucketArn: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;
}

/**
 * How long a deployment may take: as long as the job that deploys (.github/workflows). AWS ends the session then, and with it the
 * deployment. The most that IAM takes is twelve hours.
 */
export const maxSessionSeconds = 2 * 60 * 60;

/** What the names of a stack's resources begin with: Pulumi.yaml tells Pulumi to make them up so, or the stack file another way. */
export const prefixOf = (
  stack: string,
  { namesBeginWith = `${stack}-` }: Pick<EnvironmentArgs, "namesBeginWith">,
): string => namesBeginWith;

/** What one environment needs to be deployed from GitHub: a role that its jobs take, and what bounds the roles that it makes. */
export class Environment extends pulumi.ComponentResource {
  readonly deployRoleArn: pulumi.Output<string>;
  /** ARN of the policy that the stack's roles have as their boundary. */
  readonly boundaryArn: pulumi.Output<string>;

  constructor(name: string, args: EnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:bootstrap:Environment", name, {}, opts);
    const place = {
      partition: partitionOf(args.region),
      region: args.region,
      stack: args.stack ?? name,
      prefix: prefixOf(name, args),
    };
    const known = pulumi
      .all([args.stateBucketArn, args.keyArn])
      .apply(([stateBucketArn, keyArn]) => ({ ...place, stateBucketArn, keyArn, account: accountOf(keyArn) }));
    const boundary = new aws.iam.Policy(
      `boundary-${name}`,
      {
        path: ownPath,
        description: `The most that a role of the stack ${place.stack} can do`,
        policy: known.apply((all) => policyOf(boundaryStatements(all))),
      },
      { parent: this },
    );
    this.boundaryArn = boundary.arn;
    const statements = pulumi
      .all([known, boundary.arn])
      .apply(([all, boundaryArn]) => deployStatements({ ...all, boundaryArn }));
    this.deployRoleArn = new GithubRole(
      `deploy-${name}`,
      {
        description: `Deploys the stack ${place.stack}`,
        providerArn: args.providerArn,
        subject: args.subject,
        maxSessionSeconds,
        policies: divided(statements, packed(deployStatements(longest(place)))),
      },
      { parent: this },
    ).arn;
    this.registerOutputs({ deployRoleArn: this.deployRoleArn, boundaryArn: this.boundaryArn });
  }
}

/** Statements that become known later, divided as those that are known. */
function divided(statements: pulumi.Output<Statement[]>, as: readonly Statement[][]): pulumi.Output<Statement[]>[] {
  let begin = 0;
  return as.map(({ length }) => {
    const [from, to] = [begin, (begin += length)];
    return statements.apply((all) => all.slice(from, to));
  });
}

/** A place whose names are as long as AWS lets them be: what fits with them fits with all. */
export function longest(place: Pick<Place, "partition" | "region" | "stack" | "prefix">): Place {
  const account = "0".repeat(12);
  const { partition, region } = place;
  return {
    ...place,
    account,
    stateBucketArn: `arn:${partition}:s3:::${"x".repeat(63)}`,
    keyArn: `arn:${partition}:kms:${region}:${account}:key/${"x".repeat(36)}`,
    boundaryArn: `arn:${partition}:iam::${account}:policy${ownPath}${"x".repeat(128)}`,
  };
}
