import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationSettings } from "../../settings";
import { ecrRepository } from "./container-registry";

interface InstanceNeeds {
  readonly application: ApplicationSettings;
  /** The log group that instances write. */
  readonly logGroupArn: pulumi.Output<string>;
  /** Releases that instances may fetch, if there are any. */
  readonly releasesArn: pulumi.Output<string> | undefined;
  /** What the application may do: `DataAccess`. */
  readonly data: readonly aws.iam.PolicyStatement[];
}

/** What an instance may do: be reached by Session Manager, boot, log, and what its application may. */
export function instanceStatements(needs: InstanceNeeds): aws.iam.PolicyStatement[] {
  const { application, releasesArn } = needs;
  return [
    ...sessionManager,
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], pulumi.interpolate`${needs.logGroupArn}:*`),
    ...(releasesArn === undefined ? [] : [allow(["s3:GetObject"], releasesArn)]),
    ...(application.kind === "image" ? pull(application.uri) : []),
    ...needs.data,
  ];
}

/**
 * Session Manager takes the place of SSH keys and of a port for them. AWS's own policy for it,
 * AmazonSSMManagedInstanceCore, would let the application read every parameter of the account; this is what sessions take
 * (Systems Manager User Guide, "Add Session Manager permissions to an existing IAM role"). None of the actions knows
 * resources.
 */
const sessionManager: readonly aws.iam.PolicyStatement[] = [
  allow(
    [
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    "*",
  ),
];

/** A token is for the whole registry and knows no resource; what it opens is the one repository (ECR User Guide). */
function pull(image: string): aws.iam.PolicyStatement[] {
  const repository = ecrRepository(image);
  if (!repository) return [];
  return [
    allow(["ecr:GetAuthorizationToken"], "*"),
    allow(["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], repository.arn),
  ];
}

function allow(actions: string[], resource: pulumi.Input<string>): aws.iam.PolicyStatement {
  return { Effect: "Allow", Action: actions, Resource: resource };
}
