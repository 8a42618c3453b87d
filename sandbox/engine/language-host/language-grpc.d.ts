/** `@pulumi/pulumi` ships this file without its types. Only what the host serves is described here. */
declare module "@pulumi/pulumi/proto/language_grpc_pb" {
  import type { ServiceDefinition } from "@grpc/grpc-js";
  export const LanguageRuntimeService: ServiceDefinition;
}
