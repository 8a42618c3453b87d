import { randomBytes } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface OriginHeader {
  readonly name: string;
  /** A secret. Listener and distribution have to hold it, so the state does too: encrypted, and masked in what is shown. */
  readonly value: pulumi.Output<string>;
}

/**
 * The header by which a load balancer on the internet knows its distribution among all that CloudFront has (CloudFront
 * Developer Guide, "Restrict access to Application Load Balancers").
 *
 * Its value is made up once, when the stack is deployed first, and kept: later evaluations make up others, which are
 * ignored. `pulumi up --replace` with the parameter's URN takes a new one; requests are refused until both sides have it.
 */
export function originHeader(name: string, opts: pulumi.CustomResourceOptions): OriginHeader {
  const parameter = new aws.ssm.Parameter(
    name,
    {
      type: "SecureString",
      description: "What CloudFront shows to the load balancer",
      value: pulumi.secret(randomBytes(32).toString("hex")),
    },
    { ...opts, ignoreChanges: ["value"] },
  );
  return { name: "X-Origin-Verify", value: pulumi.secret(parameter.value) };
}
