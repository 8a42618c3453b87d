import { type Condition, demandsFixed, matches, type Statement } from "./policy-document";

/** Actions by which whoever may do them to all resources of a kind takes rights that nobody gave them, or reads all secrets. */
interface Danger {
  readonly actions: readonly string[];
  /** The end of an ARN of such a resource, before its name: `iam:role/`. */
  readonly resource: readonly [service: string, kind: string];
  /** Conditions by which a statement that names every resource still says which: as AWS's pages for the actions tell. */
  readonly narrowedBy: readonly string[];
}

/** Tags of the resource: attribute-based access control (IAM User Guide). */
const tags = ["aws:resourcetag/*", "iam:resourcetag/*"];

/** A boundary keeps what is made within it, and a policy that is named is no other (IAM User Guide, "Permissions boundaries"). */
const bounds = ["iam:permissionsboundary", "iam:policyarn"];

/**
 * Sources: Rhino Security Labs' list of ways to escalate, as Checkov (CKV_AWS_286, CKV_AWS_287) and Cloudsplaining take it; KMS.1 and
 * KMS.2 of Security Hub for decryption; IAM Access Analyzer, "Pass role with star in resource", which is content where
 * iam:PassedToService is demanded.
 *
 * The controls on KMS look at no condition. Here kms:ViaService and what names the encrypted data count, because a key is then of use
 * for what a service lets its caller read anyway. aws:ResourceAccount, aws:SourceIp or a second factor narrow nothing: all roles,
 * secrets and keys of an account stay open.
 */
const dangers: readonly Danger[] = [
  {
    actions: ["iam:PassRole"],
    resource: ["iam", "role/"],
    narrowedBy: [...tags, "iam:passedtoservice", "iam:associatedresourcearn"],
  },
  {
    actions: [
      "iam:AttachRolePolicy",
      "iam:PutRolePolicy",
      "iam:UpdateAssumeRolePolicy",
      "iam:DeleteRolePermissionsBoundary",
      "iam:PutRolePermissionsBoundary",
    ],
    resource: ["iam", "role/"],
    narrowedBy: [...tags, ...bounds],
  },
  {
    actions: [
      "iam:AttachUserPolicy",
      "iam:PutUserPolicy",
      "iam:CreateAccessKey",
      "iam:CreateLoginProfile",
      "iam:UpdateLoginProfile",
      "iam:DeleteUserPermissionsBoundary",
      "iam:PutUserPermissionsBoundary",
    ],
    resource: ["iam", "user/"],
    narrowedBy: [...tags, ...bounds],
  },
  {
    actions: ["iam:AttachGroupPolicy", "iam:PutGroupPolicy", "iam:AddUserToGroup"],
    resource: ["iam", "group/"],
    narrowedBy: [...tags, ...bounds],
  },
  {
    actions: ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"],
    resource: ["iam", "policy/"],
    narrowedBy: tags,
  },
  { actions: ["sts:AssumeRole"], resource: ["iam", "role/"], narrowedBy: tags },
  {
    actions: ["kms:Decrypt", "kms:ReEncryptFrom"],
    resource: ["kms", "key/"],
    narrowedBy: [...tags, "kms:viaservice", "kms:encryptioncontext:*", "kms:resourcealiases", "kms:requestalias"],
  },
  {
    actions: ["secretsmanager:GetSecretValue"],
    resource: ["secretsmanager", "secret:"],
    narrowedBy: [...tags, "secretsmanager:resourcetag/*", "secretsmanager:secretid", "secretsmanager:name"],
  },
  {
    actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"],
    resource: ["ssm", "parameter/"],
    narrowedBy: [...tags, "ssm:resourcetag/*"],
  },
  {
    actions: ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
    resource: ["lambda", "function:"],
    narrowedBy: [...tags, "lambda:functionarn"],
  },
];

/** The dangerous actions that an identity's policy allows on every resource of their kind, in the order of {@link dangers}. */
export function escalationsIn(statements: readonly Statement[]): readonly string[] {
  return dangers.flatMap((danger) => {
    const denials = statements.filter((each) => each.effect === "Deny" && takesBack(each, danger));
    return danger.actions.filter(
      (action) =>
        statements.some((each) => each.effect === "Allow" && allowsAll(each, action, danger)) &&
        !denials.some((each) => covers(each, action)),
    );
  });
}

const allowsAll = (statement: Statement, action: string, danger: Danger): boolean =>
  covers(statement, action) &&
  isAboutAll(statement, danger) &&
  !statement.hasUnknownConditions &&
  !statement.conditions.some((condition) => demandsFixed(condition) && isNarrowing(condition, danger));

/** A denial of all takes back, and so does one of all but what a condition names that would narrow. */
const takesBack = (statement: Statement, danger: Danger): boolean =>
  isAboutAll(statement, danger) &&
  !statement.hasUnknownConditions &&
  statement.conditions.every(
    (condition) => /^(string|arn)not(equals|like)/.test(condition.operator) && isNarrowing(condition, danger),
  );

const isNarrowing = ({ key }: Condition, { narrowedBy }: Danger): boolean =>
  narrowedBy.some((pattern) => matches(pattern, key));

const covers = ({ actions, notActions }: Statement, action: string): boolean =>
  notActions === undefined
    ? actions.some((pattern) => pattern !== undefined && matches(pattern, action))
    : !notActions.some((pattern) => pattern === undefined || matches(pattern, action));

/** Whether it is about every resource of the kind, of every account or of one. What is unknown is not all. */
const isAboutAll = ({ resources, notResources }: Statement, danger: Danger): boolean =>
  notResources === undefined
    ? resources.some((pattern) => pattern !== undefined && coversAll(pattern, danger))
    : !notResources.some((pattern) => pattern === undefined || coversAll(pattern, danger));

/**
 * A name that no pattern but one for all names matches. A key of one region and account is what KMS.1 asks for: there, wild
 * regions or accounts make it all.
 */
const ANY_NAME = "~~~~~~~~~~~~~~~~";

function coversAll(pattern: string, { resource: [service, kind] }: Danger): boolean {
  const [, partition = "aws", , region = "region", account = "account"] = pattern.split(":");
  if (service === "kms" && !/[*?]/.test(`${region}${account}`) && pattern !== "*") return false;
  return matches(pattern, `arn:${partition}:${service}:${region}:${account}:${kind}${ANY_NAME}`);
}
