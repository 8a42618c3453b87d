import type { ApiArgs } from "@pulumi/aws/apigatewayv2";
import type { ResponseHeadersPolicyArgs } from "@pulumi/aws/cloudfront";
import type { FunctionUrlArgs } from "@pulumi/aws/lambda";
import type { BucketArgs, BucketCorsConfigurationArgs } from "@pulumi/aws/s3";

import type { Inputs, ResourceContext } from "../frame/rule";
import { isTrue } from "./spelled";

/** What lets pages of other origins read answers. */
export interface Sharing {
  readonly origins: readonly string[];
  /** Whether they read what the visitor gets who is signed in. */
  readonly withCredentials: boolean;
}

interface BucketRules {
  readonly corsRules?: readonly { readonly allowedOrigins: readonly string[] }[] | undefined;
}

const ofBucket = ({ corsRules = [] }: BucketRules): Sharing[] =>
  corsRules.map(({ allowedOrigins }) => ({ origins: allowedOrigins, withCredentials: false }));

/** The checks of a rule on whatever shares answers with other origins, by type. */
export const onSharing = (check: (sharing: Sharing, context: ResourceContext<object>) => void) => {
  const each = (sharings: readonly Sharing[], context: ResourceContext<object>) => {
    for (const sharing of sharings) check(sharing, context);
  };
  return {
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": (
      configuration: Inputs<BucketCorsConfigurationArgs>,
      context: ResourceContext<object>,
    ) => {
      each(ofBucket(configuration), context);
    },
    "aws:s3/bucket:Bucket": (bucket: Inputs<BucketArgs>, context: ResourceContext<object>) => {
      each(ofBucket(bucket), context);
    },
    "aws:apigatewayv2/api:Api": ({ corsConfiguration: cors }: Inputs<ApiArgs>, context: ResourceContext<object>) => {
      if (cors) each([{ origins: cors.allowOrigins ?? [], withCredentials: isTrue(cors.allowCredentials) }], context);
    },
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": (
      { corsConfig: cors }: Inputs<ResponseHeadersPolicyArgs>,
      context: ResourceContext<object>,
    ) => {
      if (!cors) return;
      const origins = cors.accessControlAllowOrigins.items ?? [];
      each([{ origins, withCredentials: isTrue(cors.accessControlAllowCredentials) }], context);
    },
    "aws:lambda/functionUrl:FunctionUrl": ({ cors }: Inputs<FunctionUrlArgs>, context: ResourceContext<object>) => {
      if (cors) each([{ origins: cors.allowOrigins ?? [], withCredentials: isTrue(cors.allowCredentials) }], context);
    },
  };
};

/** Those that stand for any origin, and `null`, which any page can be by a sandbox of its own making. */
export const anyOrigins = ({ origins }: Sharing): readonly string[] =>
  origins.filter((origin) => /^(https?:\/\/)?\*$|^null$/i.test(origin));
