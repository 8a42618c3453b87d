/**
 * Policies of CloudFront's own, which have the same ids in every account (CloudFront Developer Guide, "Use managed cache
 * policies" and "Use managed origin request policies").
 */
export const managedPolicies = {
  cache: {
    /** By path, compressed or not; from a second to a year as the origin says, otherwise a day. */
    optimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    disabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  originRequest: {
    /** All that viewers send but the host, by which API Gateway and the load balancer's certificate are found. */
    allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  },
} as const;
