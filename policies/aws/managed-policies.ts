/**
 * Policies of AWS that let whoever has them do everything, or all of many services, or give others any right: the administrator's,
 * the power user's, those of job functions (IAM User Guide, "AWS managed policies for job functions"), and all of IAM. The one of
 * them that only looks, ViewOnlyAccess, is none. In any partition.
 */
const everything =
  /^arn:[^:]*:iam::aws:policy\/(AdministratorAccess(-[\w-]+)?|PowerUserAccess|IAMFullAccess|job-function\/(?!ViewOnlyAccess$)\w+)$/;

export const allowsTooMuch = (policyArn: unknown): boolean =>
  typeof policyArn === "string" && everything.test(policyArn);
