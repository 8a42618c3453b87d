import type { RoleArgs } from "@pulumi/aws/iam";

import { demandsFixed, type Statement, statementsOf } from "../../aws/policy-document";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";

/**
 * Services that say, when they take a role, for whose resource they do, as their guides tell under "Cross-service confused deputy
 * prevention". EC2 and Lambda, which take roles for their own instances and functions, are not among them: a role is theirs only by
 * `iam:PassRole` in its own account.
 */
const telling = new Set([
  "bedrock.amazonaws.com",
  "cloudtrail.amazonaws.com",
  "codebuild.amazonaws.com",
  "config.amazonaws.com",
  "ecs-tasks.amazonaws.com",
  "firehose.amazonaws.com",
  "logs.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "pipes.amazonaws.com",
  "sagemaker.amazonaws.com",
  "scheduler.amazonaws.com",
  "states.amazonaws.com",
  "transfer.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
]);

const sources = new Set(["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"]);

/** A service that takes the role does so for this account's resources, and not for whoever names the role to it elsewhere. */
export const iamRoleSource = rule({
  name: "iam-role-source",
  description: "Roles of services say for whose resources the service may take them.",
  enforcementLevel: "advisory",
  severity: "medium",
  framework: wellArchitected("SEC03-BP07"),
  remediationSteps: "add a condition on aws:SourceAccount or aws:SourceArn to the statement that names the service.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",

  resources: {
    "aws:iam/role:Role": ({ assumeRolePolicy }: Inputs<RoleArgs>, { violation }) => {
      const open = statementsOf(assumeRolePolicy).filter((statement) => !saysForWhom(statement));
      const services = open.flatMap(({ principals }) =>
        principals.map((principal) => principal?.replace("Service:", "")),
      );
      const told = services.filter((service) => telling.has(service ?? ""));
      if (told.length > 0) violation(`${told.join(", ")} may take it for anyone's resources`);
    },
  },
});

const saysForWhom = ({ effect, conditions, hasUnknownConditions }: Statement): boolean =>
  effect === "Deny" ||
  hasUnknownConditions ||
  conditions.some((condition) => sources.has(condition.key) && demandsFixed(condition));
