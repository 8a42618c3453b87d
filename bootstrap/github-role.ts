import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyOf } from "../infra/identity/documents";
import { knownAfter } from "../infra/known-after";
import { audience, issuer } from "./github-token";
import { ownPath, type Statement } from "./permissions/statement";

interface GithubRoleArgs {
  readonly description: string;
  /** ARN of GitHub's provider of identities in the account. */
  readonly providerArn: pulumi.Output<string>;
  /** Who takes the role: the `sub` that GitHub's token has (GitHub Docs, "OpenID Connect reference"), or one of several. */
  readonly subject: string | string[];
  /** How long a session may last; the job asks for it (`role-duration-seconds`). */
  readonly maxSessionSeconds: number;
  /** What it may do, a managed policy each. */
  readonly policies: readonly pulumi.Output<Statement[]>[];
}

/** A role that jobs of one kind, of one repository of GitHub, take with their token, and nobody else. There is no key to keep. */
export class GithubRole extends pulumi.ComponentResource {
  /** Known once the role has all its permissions. */
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: GithubRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-platform:bootstrap:GithubRole", name, {}, opts);
    const parent = { parent: this };
    const role = new aws.iam.Role(
      name,
      {
        path: ownPath,
        description: args.description,
        maxSessionDuration: args.maxSessionSeconds,
        assumeRolePolicy: policyOf([
          {
            Effect: "Allow",
            Action: "sts:AssumeRoleWithWebIdentity",
            Principal: { Federated: args.providerArn },
            Condition: { StringEquals: { [`${issuer}:aud`]: audience, [`${issuer}:sub`]: args.subject } },
          },
        ]),
      },
      parent,
    );
    const attachments = args.policies.map((statements, index) => {
      const part = `${name}-${index + 1}`;
      const policy = new aws.iam.Policy(
        part,
        { path: ownPath, description: args.description, policy: statements.apply((known) => policyOf(known)) },
        parent,
      );
      return new aws.iam.RolePolicyAttachment(part, { role: role.name, policyArn: policy.arn }, parent);
    });
    this.arn = knownAfter(role.arn, attachments);
    this.registerOutputs({ arn: this.arn });
  }
}
