import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** A repository of GitHub: its owner's name and its own (GitHub Docs, "Repository name" and "Username considerations"). */
export const repositoryName = z.string().regex(/^[A-Za-z0-9](-?[A-Za-z0-9])*\/[A-Za-z0-9._-]{1,100}$/);

/** Stacks of pull requests are called `pr-<number>`, and GitHub deploys them under this environment. */
export const ofPullRequests = { name: "pr", environment: "preview" } as const;

/** A stack, and the environment at GitHub that deploys it. IAM takes these characters in names and paths. */
export const environmentName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/)
  .refine((name) => isFree(`${name}-`) && name.toLowerCase() !== ofPullRequests.environment);

/** The names of an environment's resources begin with it. None of the bootstrap's own may, and none of a pull request's stack. */
const isFree = (beginning: string): boolean =>
  !"web-platform-state-".startsWith(beginning.toLowerCase()) &&
  !beginning.toLowerCase().startsWith(`${ofPullRequests.name}-`);

const beginning = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}-$/)
  .refine(isFree);

export const settings = z.object({
  repository: repositoryName,
  /**
   * By name; what a stack's region is may differ from where the state is. What names begin with is left out where it is the
   * stack's own name: one that was renamed keeps those that it has.
   */
  environments: z.record(environmentName, z.object({ region: z.string(), namesBeginWith: beginning.optional() })),
  /** Where the stacks of pull requests are, if the account is for them. */
  previewEnvironments: z.object({ region: z.string() }).optional(),
  /** Whether the account has GitHub's provider already: it can have one only. */
  existingProvider: z.boolean(),
});

export type Settings = z.infer<typeof settings>;

/** What `npm run bootstrap` hands over. */
export const loadSettings = (): Settings => settings.parse(new pulumi.Config().requireObject("settings"));
