import type * as aws from "@pulumi/aws";

/** A policy's document. */
export const policyOf = (statements: readonly aws.iam.PolicyStatement[]): aws.iam.PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [...statements],
});

type Documents = Readonly<Record<string, aws.iam.PolicyDocument | undefined>>;

/**
 * Output of a component that tells the policy pack the documents of its parts: by the property that has the text, then by the
 * part's name. One ARN that is not known yet makes the text unknown as a whole to the engine; here it is a hole in what is known
 * (policies/README.md, "What a preview leaves open").
 */
export const told = (
  policy: Documents,
  assumeRolePolicy: Documents = {},
): { readonly policies: Readonly<Record<"policy" | "assumeRolePolicy", Documents>> } => ({
  policies: { policy, assumeRolePolicy },
});
