import type { Rule } from "../frame/rule";
import { apigatewayAccessLogs } from "./apigateway/apigateway-access-logs";
import { apigatewayThrottling } from "./apigateway/apigateway-throttling";
import { autoscalingElbHealthCheck } from "./autoscaling/autoscaling-elb-health-check";
import { autoscalingLaunchTemplate } from "./autoscaling/autoscaling-launch-template";
import { autoscalingTwoZones } from "./autoscaling/autoscaling-two-zones";
import { cloudfrontAccessLogs } from "./cloudfront/cloudfront-access-logs";
import { cloudfrontDefaultRootObject } from "./cloudfront/cloudfront-default-root-object";
import { cloudfrontOriginAccess } from "./cloudfront/cloudfront-origin-access";
import { cloudfrontOriginHttps } from "./cloudfront/cloudfront-origin-https";
import { cloudfrontTlsPolicy } from "./cloudfront/cloudfront-tls-policy";
import { cloudfrontViewerHttps } from "./cloudfront/cloudfront-viewer-https";
import { cloudfrontWaf } from "./cloudfront/cloudfront-waf";
import { ec2EncryptedVolumes } from "./ec2/ec2-encrypted-volumes";
import { ec2Imdsv2 } from "./ec2/ec2-imdsv2";
import { ec2NoOpenIngress } from "./ec2/ec2-no-open-ingress";
import { ec2NoPublicAddress } from "./ec2/ec2-no-public-address";
import { subnetNoPublicAddress } from "./ec2/subnet-no-public-address";
import { elasticacheAccessControl } from "./elasticache/elasticache-access-control";
import { elasticacheBackups } from "./elasticache/elasticache-backups";
import { elasticacheEncryptedAtRest } from "./elasticache/elasticache-encrypted-at-rest";
import { elasticacheEncryptedInTransit } from "./elasticache/elasticache-encrypted-in-transit";
import { elasticacheMinorUpgrades } from "./elasticache/elasticache-minor-upgrades";
import { elasticacheMultiAz } from "./elasticache/elasticache-multi-az";
import { elasticacheSubnetGroup } from "./elasticache/elasticache-subnet-group";
import { elbAccessLogs } from "./elb/elb-access-logs";
import { elbDeletionProtection } from "./elb/elb-deletion-protection";
import { elbDesync } from "./elb/elb-desync";
import { elbInvalidHeaders } from "./elb/elb-invalid-headers";
import { elbTlsPolicy } from "./elb/elb-tls-policy";
import { elbTwoZones } from "./elb/elb-two-zones";
import { kmsRotation } from "./kms/kms-rotation";
import { lambdaNotPublic } from "./lambda/lambda-not-public";
import { lambdaReservedConcurrency } from "./lambda/lambda-reserved-concurrency";
import { lambdaTracing } from "./lambda/lambda-tracing";
import { rdsBackupRetention } from "./rds/rds-backup-retention";
import { rdsDeletionProtection } from "./rds/rds-deletion-protection";
import { rdsEnhancedMonitoring } from "./rds/rds-enhanced-monitoring";
import { rdsFinalSnapshot } from "./rds/rds-final-snapshot";
import { rdsIamAuthentication } from "./rds/rds-iam-authentication";
import { rdsLogExports } from "./rds/rds-log-exports";
import { rdsManagedPassword } from "./rds/rds-managed-password";
import { rdsMinorUpgrades } from "./rds/rds-minor-upgrades";
import { rdsMultiAz } from "./rds/rds-multi-az";
import { rdsNoDefaultNames } from "./rds/rds-no-default-names";
import { rdsNotPublic } from "./rds/rds-not-public";
import { rdsPerformanceInsights } from "./rds/rds-performance-insights";
import { rdsProxyTls } from "./rds/rds-proxy-tls";
import { rdsSnapshotTags } from "./rds/rds-snapshot-tags";
import { rdsStorageEncrypted } from "./rds/rds-storage-encrypted";
import { s3PublicAccessBlock } from "./s3/s3-public-access-block";
import { s3TlsOnly } from "./s3/s3-tls-only";
import { s3Versioning } from "./s3/s3-versioning";
import { vpcFlowLogs } from "./vpc/vpc-flow-logs";
import { vpcTwoAzs } from "./vpc/vpc-two-azs";

/** The rules of the pack, in the order of the README's table. A rule that is not named here does not run. */
export const rules: readonly Rule[] = [
  vpcTwoAzs,
  vpcFlowLogs,
  ec2EncryptedVolumes,
  ec2Imdsv2,
  ec2NoOpenIngress,
  ec2NoPublicAddress,
  subnetNoPublicAddress,
  rdsMultiAz,
  rdsBackupRetention,
  rdsDeletionProtection,
  rdsEnhancedMonitoring,
  rdsFinalSnapshot,
  rdsIamAuthentication,
  rdsLogExports,
  rdsManagedPassword,
  rdsMinorUpgrades,
  rdsNoDefaultNames,
  rdsNotPublic,
  rdsPerformanceInsights,
  rdsProxyTls,
  rdsSnapshotTags,
  rdsStorageEncrypted,
  elasticacheAccessControl,
  elasticacheBackups,
  elasticacheEncryptedAtRest,
  elasticacheEncryptedInTransit,
  elasticacheMinorUpgrades,
  elasticacheMultiAz,
  elasticacheSubnetGroup,
  elbAccessLogs,
  elbDeletionProtection,
  elbDesync,
  elbInvalidHeaders,
  elbTlsPolicy,
  elbTwoZones,
  autoscalingElbHealthCheck,
  autoscalingLaunchTemplate,
  autoscalingTwoZones,
  apigatewayAccessLogs,
  apigatewayThrottling,
  lambdaNotPublic,
  lambdaReservedConcurrency,
  lambdaTracing,
  cloudfrontAccessLogs,
  cloudfrontDefaultRootObject,
  cloudfrontOriginAccess,
  cloudfrontOriginHttps,
  cloudfrontTlsPolicy,
  cloudfrontViewerHttps,
  cloudfrontWaf,
  s3PublicAccessBlock,
  s3TlsOnly,
  s3Versioning,
  kmsRotation,
];
