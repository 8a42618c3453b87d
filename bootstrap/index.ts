import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountOf, partitionOf, regionOf } from "../infra/identity/arns";
import { PrivateBucket } from "../infra/storage/private-bucket";
import { Environment, prefixOf } from "./environment";
import { GithubRole } from "./github-role";
import { audience, issuer } from "./github-token";
import { driftStatements, previewStatements } from "./permissions/preview";
import { SecretsKey } from "./secrets-key";
import { loadSettings, ofPullRequests } from "./settings";

/** What an account has once, before the first stack: where state is kept, and who deploys without a key of their own. */
export = function bootstrap() {
  const { repository, environments, existingProvider, previewEnvironments } = loadSettings();
  const under = (environment: string) => `repo:${repository}:environment:${environment}`;
  const onMain = `repo:${repository}:ref:refs/heads/main`;

  // Without either, no stack of the account could be changed again.
  const state = new PrivateBucket("web-platform-state", { forceDestroy: false }, { protect: true });
  const key = new SecretsKey("web-platform-secrets", { protect: true });
  const kept = { stateBucketArn: state.arn, keyArn: key.arn } as const;
  // Without thumbprints: they are optional (IAM API Reference, CreateOpenIDConnectProvider), and looked at only where none of the
  // authorities that AWS trusts has signed the issuer's certificate (UpdateOpenIDConnectProviderThumbprint).
  const providerArn = existingProvider
    ? key.arn.apply((arn) => `arn:${partitionOf(regionOf(arn))}:iam::${accountOf(arn)}:oidc-provider/${issuer}`)
    : new aws.iam.OpenIdConnectProvider("github", { url: `https://${issuer}`, clientIdLists: [audience] }).arn;

  const known = pulumi
    .all([state.arn, key.arn])
    .apply(([stateBucketArn, keyArn]) => ({ stateBucketArn, keyArn, account: accountOf(keyArn) }));
  const preview = new GithubRole("preview", {
    description: "Previews stacks in pull requests",
    providerArn,
    subject: `repo:${repository}:pull_request`,
    maxSessionSeconds: 60 * 60,
    policies: [known.apply(previewStatements)],
  });
  const drift = new GithubRole("drift", {
    description: "Compares AWS with the state of stacks",
    providerArn,
    subject: onMain,
    maxSessionSeconds: 60 * 60,
    policies: [
      known.apply((place) => {
        const { account } = place;
        const stacks = Object.entries(environments).map(([name, stack]) => {
          return { account, partition: partitionOf(stack.region), prefix: prefixOf(name, stack) };
        });
        return driftStatements(stacks, place);
      }),
    ],
  });
  const made = Object.entries(environments).map(([name, stack]) => {
    const environment = new Environment(name, { ...stack, subject: under(name), providerArn, ...kept });
    const { deployRoleArn, boundaryArn } = environment;
    return [name, { ...stack, deployRoleArn, permissionsBoundary: boundaryArn }] as const;
  });

  const previews =
    previewEnvironments &&
    new Environment(ofPullRequests.name, {
      region: previewEnvironments.region,
      stack: `${ofPullRequests.name}-*`,
      // Pull requests deploy under the environment, which somebody approves. What is removed, the branch main removes.
      subject: [under(ofPullRequests.environment), onMain],
      providerArn,
      ...kept,
    });

  const region = key.arn.apply(regionOf);
  return {
    repository,
    existingProvider,
    region,
    stateBucket: state.bucket,
    backendUrl: pulumi.interpolate`s3://${state.bucket}?region=${region}`,
    secretsProvider: pulumi.interpolate`awskms:///${key.arn}?region=${region}`,
    previewRoleArn: preview.arn,
    driftRoleArn: drift.arn,
    environments: Object.fromEntries(made),
    previewEnvironments: previewEnvironments &&
      previews && {
        region: previewEnvironments.region,
        deployRoleArn: previews.deployRoleArn,
        permissionsBoundary: previews.boundaryArn,
      },
  };
};
