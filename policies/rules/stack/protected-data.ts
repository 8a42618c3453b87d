import { wellArchitected } from "../../frame/metadata";
import { type ResourceContext, rule } from "../../frame/rule";
import { forTypes } from "../../frame/types";

const dataTypes = [
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:efs/fileSystem:FileSystem",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:neptune/cluster:Cluster",
  "aws:opensearch/domain:Domain",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
] as const;

/**
 * A mistake in a program, or a destroy in the wrong stack, does not delete data. A read replica holds none of its own.
 * Buckets are not judged: S3 refuses to delete one that holds objects, unless `forceDestroy` says that they are made anew.
 */
export const protectedData = rule({
  name: "protected-data",
  description: "Pulumi refuses to delete resources that hold data.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: wellArchitected("SEC08-BP04"),
  remediationSteps: "set the resource option protect: true.",
  settings: { "database.deletionProtection": "true", "cache.deletionProtection": "true" },
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",

  resources: forTypes(dataTypes, judgeProtect),
});

function judgeProtect(
  { replicateSourceDb }: { readonly replicateSourceDb?: string },
  { violation, resource }: ResourceContext<object>,
): void {
  if (!resource.opts.protect && !replicateSourceDb) violation("protect is not set");
}
