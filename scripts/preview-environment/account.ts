import { z } from "zod";

/** What stacks of pull requests need to know of their account: the variable PREVIEW_ENVIRONMENTS, as `npm run bootstrap` sets it. */
export const previewAccount = z.object({
  /** Of the stacks. */
  region: z.string(),
  /** The role that deploys and removes them. */
  deployRoleArn: z.string(),
  /** The role that looks at the state, to find what was left behind. */
  driftRoleArn: z.string(),
  /** What bounds the roles that they make. */
  permissionsBoundary: z.string(),
  /** Where their state is; Pulumi Cloud without it, which also keeps their secrets. */
  backendUrl: z.string().optional(),
  secretsProvider: z.string().optional(),
});

export type PreviewAccount = z.infer<typeof previewAccount>;

/** The variable's value. */
export const accountIn = (text: string): PreviewAccount => previewAccount.parse(JSON.parse(text));
