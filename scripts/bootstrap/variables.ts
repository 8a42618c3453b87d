import { z } from "zod";
import type { PreviewAccount } from "../preview-environment/account";

const deployed = z.object({ region: z.string(), deployRoleArn: z.string(), permissionsBoundary: z.string() });

/** What the program of the bootstrap tells. */
export const outputs = z.object({
  repository: z.string(),
  existingProvider: z.boolean(),
  region: z.string(),
  stateBucket: z.string(),
  backendUrl: z.string(),
  secretsProvider: z.string(),
  previewRoleArn: z.string(),
  driftRoleArn: z.string(),
  environments: z.record(z.string(), deployed.extend({ namesBeginWith: z.string().optional() })),
  previewEnvironments: deployed.optional(),
});

export type Outputs = z.infer<typeof outputs>;

/** A variable of the repository, or of one of its environments, which jobs under that environment see instead. */
interface Variable {
  readonly name: string;
  readonly value: string;
  readonly environment?: string;
}

/** What the workflows read (.github/workflows). Where an environment is in another account, its own say so. */
export function variablesOf(told: Outputs): readonly Variable[] {
  const shared = [
    { name: "PULUMI_BACKEND_URL", value: told.backendUrl },
    { name: "PULUMI_SECRETS_PROVIDER", value: told.secretsProvider },
  ];
  return [
    { name: "AWS_PREVIEW_ROLE_ARN", value: told.previewRoleArn },
    { name: "AWS_DRIFT_ROLE_ARN", value: told.driftRoleArn },
    { name: "AWS_REGION", value: told.region },
    ...shared,
    ...(told.previewEnvironments ? [{ name: "PREVIEW_ENVIRONMENTS", value: JSON.stringify(accountOf(told)) }] : []),
    ...Object.entries(told.environments).flatMap(([environment, { region, deployRoleArn }]) =>
      [{ name: "AWS_DEPLOY_ROLE_ARN", value: deployRoleArn }, { name: "AWS_REGION", value: region }, ...shared].map(
        (variable) => ({ ...variable, environment }),
      ),
    ),
  ];
}

/** All that preview environments need to know of their account, in one variable: the workflow begins where there is one. */
const accountOf = ({ previewEnvironments, driftRoleArn, backendUrl, secretsProvider }: Outputs): PreviewAccount => ({
  ...deployed.parse(previewEnvironments),
  driftRoleArn,
  backendUrl,
  secretsProvider,
});

/** Arguments of `gh` that set a variable. */
export const settingOf = ({ name, value, environment }: Variable, repository: string): readonly string[] => [
  ...["variable", "set", name, "--body", value, "--repo", repository],
  ...(environment === undefined ? [] : ["--env", environment]),
];

/** A command as a shell takes it. */
export const inShell = (words: readonly string[]): string =>
  words.map((word) => (/^[\w/:.@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(" ");

/** What is left to do by hand for each stack of the account. */
export function stepsOf({ backendUrl, secretsProvider, environments }: Outputs): readonly string[] {
  return [
    inShell(["pulumi", "login", backendUrl]),
    ...Object.entries(environments).flatMap(([stack, { permissionsBoundary }]) => [
      inShell(["pulumi", "stack", "init", stack, `--secrets-provider=${secretsProvider}`]),
      inShell(
        ["pulumi", "config", "set", "--stack", stack, "--path"].concat(
          "web-platform:identity.permissionsBoundary",
          permissionsBoundary,
        ),
      ),
    ]),
  ];
}

/** The repository that an address of git's names, if it is GitHub's: `git@github.com:owner/name.git`, `https://github.com/owner/name`. */
export const repositoryOf = (remote: string): string | undefined =>
  /^(?:https:\/\/(?:[^@/]+@)?|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
    remote.trim(),
  )?.[1];
