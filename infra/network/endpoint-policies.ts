import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyOf } from "../identity/documents";

/** Whose requests a stack's endpoints let through, and to whose resources. */
interface Place {
  readonly account: pulumi.Output<string>;
  readonly region: string;
}

/**
 * S3 by the gateway: this account's principals, to this account's buckets. So a credential from elsewhere carries nothing out
 * to a bucket elsewhere.
 *
 * Two of AWS's own buckets are let through besides, to be read: nobody signs what the package manager asks for, and ECR signs
 * the addresses of an image's layers itself. Sources: Amazon Linux 2023 User Guide, "Kernel Live Patching" (network access), and
 * ECR User Guide, "Minimum Amazon S3 bucket permissions for Amazon ECR".
 */
export function gatewayPolicy({ account, region }: Place): aws.iam.PolicyDocument {
  return policyOf([
    {
      Sid: "OwnBuckets",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalAccount": account, "aws:ResourceAccount": account } },
    },
    {
      Sid: "BucketsOfAws",
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: [
        `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
        `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
      ],
    },
  ]);
}

/**
 * Services whose endpoints are open to everybody: EC2 answers "only supports the full-access endpoint policy" to any other (for
 * `email-smtp`), or their guides say that they take none (Amazon SES, "ingress endpoints"; Amazon Managed Grafana, "Interface
 * VPC endpoints"; Amazon EKS, "Argo CD"). AWS lists no others in one place; `VpcEndpointPolicySupported` of
 * DescribeVpcEndpointServices tells.
 */
const withoutPolicies = /^(email-smtp|mail-manager-smtp\..+|grafana-workspace|eks-capabilities)$/;

/**
 * A service by an interface endpoint: this account's principals, to this account's resources. Undefined where the service
 * takes no policy.
 *
 * Not every request is for a resource that has an account: those pass. Images may be another account's; whether this one's
 * principals may pull them is that registry's to say.
 */
export function interfacePolicy(
  service: string,
  { account }: Pick<Place, "account">,
): aws.iam.PolicyDocument | undefined {
  if (withoutPolicies.test(service)) return undefined;
  const isRegistry = service.startsWith("ecr.");
  return policyOf([
    {
      Sid: "OwnPrincipals",
      Effect: "Allow",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalAccount": account },
        ...(!isRegistry && { StringEqualsIfExists: { "aws:ResourceAccount": account } }),
      },
    },
  ]);
}
