import * as aws from "@pulumi/aws";

/** What every function of the platform runs on: the newest runtime that Lambda has (Lambda.2), logs as JSON, traces. */
export const runsOn = {
  runtime: aws.lambda.Runtime.NodeJS24dX,
  architectures: ["arm64"],
  handler: "index.handler",
  tracingConfig: { mode: "Active" },
};

/**
 * RDS signs its certificates with an authority of its own. The runtimes since Node.js 20 have it in this file but do not
 * load it by themselves ("CA certificate loading", Lambda Developer Guide).
 */
export const certificates = { NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem" };
