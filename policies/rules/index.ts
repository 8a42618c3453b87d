import type { Rule } from "../frame/rule";

import { apigatewayAccessLogs } from "./apigateway/apigateway-access-logs";
import { apigatewayAuthorization } from "./apigateway/apigateway-authorization";
import { apigatewayDomainTls } from "./apigateway/apigateway-domain-tls";
import { apigatewayDomainTlsPolicy } from "./apigateway/apigateway-domain-tls-policy";
import { apigatewayEncryptedCache } from "./apigateway/apigateway-encrypted-cache";
import { apigatewayExecutionLogs } from "./apigateway/apigateway-execution-logs";
import { apigatewayOwnName } from "./apigateway/apigateway-own-name";
import { apigatewayPrivateTls } from "./apigateway/apigateway-private-tls";
import { apigatewayThrottling } from "./apigateway/apigateway-throttling";
import { apigatewayTracing } from "./apigateway/apigateway-tracing";
import { autoscalingElbHealthCheck } from "./autoscaling/autoscaling-elb-health-check";
import { autoscalingInstanceTypes } from "./autoscaling/autoscaling-instance-types";
import { autoscalingLaunchTemplate } from "./autoscaling/autoscaling-launch-template";
import { autoscalingTwoZones } from "./autoscaling/autoscaling-two-zones";
import { launchConfigurationImdsv2 } from "./autoscaling/launch-configuration-imdsv2";
import { launchConfigurationNoPublicAddress } from "./autoscaling/launch-configuration-no-public-address";
import { cloudfrontAccessLogs } from "./cloudfront/cloudfront-access-logs";
import { cloudfrontBucketExists } from "./cloudfront/cloudfront-bucket-exists";
import { cloudfrontCertificate } from "./cloudfront/cloudfront-certificate";
import { cloudfrontDefaultRootObject } from "./cloudfront/cloudfront-default-root-object";
import { cloudfrontHsts } from "./cloudfront/cloudfront-hsts";
import { cloudfrontKeyGroups } from "./cloudfront/cloudfront-key-groups";
import { cloudfrontOriginAccess } from "./cloudfront/cloudfront-origin-access";
import { cloudfrontOriginFailover } from "./cloudfront/cloudfront-origin-failover";
import { cloudfrontOriginHttps } from "./cloudfront/cloudfront-origin-https";
import { cloudfrontSni } from "./cloudfront/cloudfront-sni";
import { cloudfrontTlsPolicy } from "./cloudfront/cloudfront-tls-policy";
import { cloudfrontViewerHttps } from "./cloudfront/cloudfront-viewer-https";
import { cloudfrontWaf } from "./cloudfront/cloudfront-waf";
import { cloudwatchAlarmActions } from "./cloudwatch/cloudwatch-alarm-actions";
import { cloudwatchLogRetention } from "./cloudwatch/cloudwatch-log-retention";
import { ec2Descriptions } from "./ec2/ec2-descriptions";
import { ec2EncryptedVolumes } from "./ec2/ec2-encrypted-volumes";
import { ec2Imdsv2 } from "./ec2/ec2-imdsv2";
import { ec2NetworkAcls } from "./ec2/ec2-network-acls";
import { ec2NoOpenIngress } from "./ec2/ec2-no-open-ingress";
import { ec2NoPublicAddress } from "./ec2/ec2-no-public-address";
import { ec2UserDataSecrets } from "./ec2/ec2-user-data-secrets";
import { subnetNoPublicAddress } from "./ec2/subnet-no-public-address";
import { elasticacheAccessControl } from "./elasticache/elasticache-access-control";
import { elasticacheBackups } from "./elasticache/elasticache-backups";
import { elasticacheEncryptedAtRest } from "./elasticache/elasticache-encrypted-at-rest";
import { elasticacheEncryptedInTransit } from "./elasticache/elasticache-encrypted-in-transit";
import { elasticacheMinorUpgrades } from "./elasticache/elasticache-minor-upgrades";
import { elasticacheMultiAz } from "./elasticache/elasticache-multi-az";
import { elasticacheStandardSupport } from "./elasticache/elasticache-standard-support";
import { elasticacheSubnetGroup } from "./elasticache/elasticache-subnet-group";
import { elbAccessLogs } from "./elb/elb-access-logs";
import { elbClassic } from "./elb/elb-classic";
import { elbDeletionProtection } from "./elb/elb-deletion-protection";
import { elbDesync } from "./elb/elb-desync";
import { elbHealthCheckEncryption } from "./elb/elb-health-check-encryption";
import { elbHttps } from "./elb/elb-https";
import { elbInvalidHeaders } from "./elb/elb-invalid-headers";
import { elbNetworkTls } from "./elb/elb-network-tls";
import { elbTargetEncryption } from "./elb/elb-target-encryption";
import { elbTlsPolicy } from "./elb/elb-tls-policy";
import { elbTwoZones } from "./elb/elb-two-zones";
import { elbWebAcl } from "./elb/elb-web-acl";
import { iamNoEscalation } from "./iam/iam-no-escalation";
import { iamNoUserPolicies } from "./iam/iam-no-user-policies";
import { iamNoWildcards } from "./iam/iam-no-wildcards";
import { iamRoleSource } from "./iam/iam-role-source";
import { iamRoleTrust } from "./iam/iam-role-trust";
import { kmsNotPublic } from "./kms/kms-not-public";
import { kmsRotation } from "./kms/kms-rotation";
import { lambdaAlias } from "./lambda/lambda-alias";
import { lambdaEnvironmentSecrets } from "./lambda/lambda-environment-secrets";
import { lambdaLogGroup } from "./lambda/lambda-log-group";
import { lambdaNotPublic } from "./lambda/lambda-not-public";
import { lambdaReservedConcurrency } from "./lambda/lambda-reserved-concurrency";
import { lambdaRuntime } from "./lambda/lambda-runtime";
import { lambdaTracing } from "./lambda/lambda-tracing";
import { lambdaTwoZones } from "./lambda/lambda-two-zones";
import { rdsAuroraAudit } from "./rds/rds-aurora-audit";
import { rdsBackupRetention } from "./rds/rds-backup-retention";
import { rdsDeletionProtection } from "./rds/rds-deletion-protection";
import { rdsEnhancedMonitoring } from "./rds/rds-enhanced-monitoring";
import { rdsExtendedSupport } from "./rds/rds-extended-support";
import { rdsFinalSnapshot } from "./rds/rds-final-snapshot";
import { rdsIamAuthentication } from "./rds/rds-iam-authentication";
import { rdsKeptBackups } from "./rds/rds-kept-backups";
import { rdsLogExports } from "./rds/rds-log-exports";
import { rdsManagedPassword } from "./rds/rds-managed-password";
import { rdsMinorUpgrades } from "./rds/rds-minor-upgrades";
import { rdsMultiAz } from "./rds/rds-multi-az";
import { rdsNoDefaultNames } from "./rds/rds-no-default-names";
import { rdsNotPublic } from "./rds/rds-not-public";
import { rdsPerformanceInsights } from "./rds/rds-performance-insights";
import { rdsPrivateSubnets } from "./rds/rds-private-subnets";
import { rdsProxyTls } from "./rds/rds-proxy-tls";
import { rdsSnapshotsPrivate } from "./rds/rds-snapshots-private";
import { rdsSnapshotTags } from "./rds/rds-snapshot-tags";
import { rdsStandardSupport } from "./rds/rds-standard-support";
import { rdsStorageEncrypted } from "./rds/rds-storage-encrypted";
import { rdsTlsForced } from "./rds/rds-tls-forced";
import { s3AccessLogs } from "./s3/s3-access-logs";
import { s3AccessPoints } from "./s3/s3-access-points";
import { s3ForeignAccounts } from "./s3/s3-foreign-accounts";
import { s3Lifecycle } from "./s3/s3-lifecycle";
import { s3NoAcls } from "./s3/s3-no-acls";
import { s3NotPublic } from "./s3/s3-not-public";
import { s3PublicAccessBlock } from "./s3/s3-public-access-block";
import { s3TlsOnly } from "./s3/s3-tls-only";
import { s3Versioning } from "./s3/s3-versioning";
import { corsCredentials } from "./stack/cors-credentials";
import { corsOrigins } from "./stack/cors-origins";
import { judgedTypes } from "./stack/judged-types";
import { secretsmanagerEncrypted } from "./secretsmanager/secretsmanager-encrypted";
import { secretsmanagerNotPublic } from "./secretsmanager/secretsmanager-not-public";
import { secretsmanagerRotation } from "./secretsmanager/secretsmanager-rotation";
import { snsEncrypted } from "./sns/sns-encrypted";
import { snsNotPublic } from "./sns/sns-not-public";
import { sqsEncrypted } from "./sqs/sqs-encrypted";
import { sqsNotPublic } from "./sqs/sqs-not-public";
import { protectedData } from "./stack/protected-data";
import { requiredTags } from "./stack/required-tags";
import { standardSupportEnds } from "./stack/standard-support-ends";
import { vpcDefaultSecurityGroup } from "./vpc/vpc-default-security-group";
import { vpcEndpointPolicies } from "./vpc/vpc-endpoint-policies";
import { vpcEndpoints } from "./vpc/vpc-endpoints";
import { vpcFlowLogs } from "./vpc/vpc-flow-logs";
import { vpcNatPerZone } from "./vpc/vpc-nat-per-zone";
import { vpcTwoAzs } from "./vpc/vpc-two-azs";
import { wafClassic } from "./waf/waf-classic";
import { wafLogs } from "./waf/waf-logs";
import { wafRules } from "./waf/waf-rules";

/** The rules of the pack, in the order of the README's table. A rule that is not named here does not run. */
export const rules: readonly Rule[] = [
  vpcTwoAzs,
  vpcFlowLogs,
  vpcDefaultSecurityGroup,
  vpcEndpoints,
  vpcEndpointPolicies,
  vpcNatPerZone,
  ec2Descriptions,
  ec2EncryptedVolumes,
  ec2Imdsv2,
  ec2NetworkAcls,
  ec2NoOpenIngress,
  ec2NoPublicAddress,
  ec2UserDataSecrets,
  subnetNoPublicAddress,
  rdsMultiAz,
  rdsAuroraAudit,
  rdsBackupRetention,
  rdsDeletionProtection,
  rdsEnhancedMonitoring,
  rdsExtendedSupport,
  rdsStandardSupport,
  rdsFinalSnapshot,
  rdsIamAuthentication,
  rdsKeptBackups,
  rdsLogExports,
  rdsManagedPassword,
  rdsMinorUpgrades,
  rdsNoDefaultNames,
  rdsNotPublic,
  rdsPerformanceInsights,
  rdsPrivateSubnets,
  rdsProxyTls,
  rdsSnapshotsPrivate,
  rdsSnapshotTags,
  rdsStorageEncrypted,
  rdsTlsForced,
  elasticacheAccessControl,
  elasticacheBackups,
  elasticacheEncryptedAtRest,
  elasticacheEncryptedInTransit,
  elasticacheMinorUpgrades,
  elasticacheStandardSupport,
  elasticacheMultiAz,
  elasticacheSubnetGroup,
  elbAccessLogs,
  elbClassic,
  elbDeletionProtection,
  elbDesync,
  elbHealthCheckEncryption,
  elbHttps,
  elbInvalidHeaders,
  elbNetworkTls,
  elbTargetEncryption,
  elbTlsPolicy,
  elbTwoZones,
  elbWebAcl,
  autoscalingElbHealthCheck,
  autoscalingInstanceTypes,
  autoscalingLaunchTemplate,
  autoscalingTwoZones,
  launchConfigurationImdsv2,
  launchConfigurationNoPublicAddress,
  apigatewayAccessLogs,
  apigatewayAuthorization,
  apigatewayDomainTls,
  apigatewayDomainTlsPolicy,
  apigatewayEncryptedCache,
  apigatewayExecutionLogs,
  apigatewayOwnName,
  apigatewayPrivateTls,
  apigatewayThrottling,
  apigatewayTracing,
  lambdaAlias,
  lambdaEnvironmentSecrets,
  lambdaLogGroup,
  lambdaNotPublic,
  lambdaReservedConcurrency,
  lambdaRuntime,
  lambdaTracing,
  lambdaTwoZones,
  cloudfrontAccessLogs,
  cloudfrontBucketExists,
  cloudfrontCertificate,
  cloudfrontDefaultRootObject,
  cloudfrontHsts,
  cloudfrontKeyGroups,
  cloudfrontOriginAccess,
  cloudfrontOriginFailover,
  cloudfrontOriginHttps,
  cloudfrontSni,
  cloudfrontTlsPolicy,
  cloudfrontViewerHttps,
  cloudfrontWaf,
  wafClassic,
  wafLogs,
  wafRules,
  s3AccessLogs,
  s3AccessPoints,
  s3ForeignAccounts,
  s3Lifecycle,
  s3NoAcls,
  s3NotPublic,
  s3PublicAccessBlock,
  s3TlsOnly,
  s3Versioning,
  kmsNotPublic,
  kmsRotation,
  iamNoEscalation,
  iamNoUserPolicies,
  iamNoWildcards,
  iamRoleSource,
  iamRoleTrust,
  secretsmanagerEncrypted,
  secretsmanagerNotPublic,
  secretsmanagerRotation,
  cloudwatchAlarmActions,
  cloudwatchLogRetention,
  corsCredentials,
  corsOrigins,
  judgedTypes,
  snsEncrypted,
  snsNotPublic,
  sqsEncrypted,
  sqsNotPublic,
  protectedData,
  requiredTags,
  standardSupportEnds,
];
