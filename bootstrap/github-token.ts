/** GitHub's issuer of tokens, without https://, as IAM names the keys of its conditions. */
export const issuer = "token.actions.githubusercontent.com";

/** Whom a token is for when a workflow takes a role with it (aws-actions/configure-aws-credentials). */
export const audience = "sts.amazonaws.com";
