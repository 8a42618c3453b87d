import type * as aws from "@pulumi/aws";

/** A policy's document. */
export const policyOf = (statements: readonly aws.iam.PolicyStatement[]): aws.iam.PolicyDocument => ({
  Version: "2012-10-17",
  Statement: [...statements],
});

/**
 * Output of a component that tells the policy pack the documents of its parts, by their names. One ARN that is not known yet makes
 * a document's text unknown as a whole to the engine; here it is a hole in what is known (policies/README.md, "Documents").
 */
export const told = (
  policies: Readonly<Record<string, aws.iam.PolicyDocument | undefined>>,
): { readonly policies: typeof policies } => ({ policies });
