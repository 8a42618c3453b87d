/** Why the pack has no rule for what another rule set demands: by reason, the ids. */
export const leftOut: readonly (readonly [reason: string, ids: readonly string[]])[] = [
  [
    "AWS encrypts it by itself; a key of the customer's own is a choice of who may administer it, and of cost.",
    [
      "Checkov CKV_AWS_19",
      "Checkov CKV_AWS_158",
      "Checkov CKV_AWS_173",
      "Checkov CKV_AWS_191",
      "Checkov CKV_AWS_327",
      "Checkov CKV_AWS_354",
      "Trivy AWS-0017",
      "Trivy AWS-0027",
      "Trivy AWS-0078",
      "Trivy AWS-0088",
      "Trivy AWS-0136",
    ],
  ],
  [
    "REST APIs have a successor in HTTP APIs, which the platform uses: of REST APIs is judged who gets in, and what is logged.",
    [
      "Checkov CKV2_AWS_51",
      "Trivy AWS-0190",
      "cdk-nag APIG2",
      "cdk-nag APIG3",
      "AwsGuard apigateway-endpoint-type",
      "AwsGuard apigateway-method-cached-and-encrypted",
      "AwsGuard apigateway-stage-cached",
    ],
  ],
  [
    "AWS has ended it, or makes no new ones.",
    [
      "Trivy AWS-0049",
      "Trivy AWS-0057",
      "cdk-nag CFR6",
      "cdk-nag ELB1",
      "cdk-nag RDS8",
      "cdk-nag RDS16",
      "Checkov CKV_AWS_250",
      "Checkov CKV_AWS_388",
    ],
  ],
  [
    "It depends on what the stack is for: there is no right answer for every stack.",
    [
      "cdk-nag AEC5",
      "cdk-nag AS1",
      "cdk-nag AS3",
      "cdk-nag CFR1",
      "cdk-nag EC29",
      "Checkov CKV_AWS_116",
      "Checkov CKV_AWS_216",
      "Checkov CKV_AWS_227",
      "Checkov CKV_AWS_272",
      "Checkov CKV_AWS_374",
      "Checkov CKV2_AWS_71",
      "Trivy AWS-0053",
      "Trivy AWS-0101",
    ],
  ],
  [
    "Others of the pack's rules demand what it is for: `iam-no-wildcards` and those beside it judge what a policy allows, not whose it is.",
    ["cdk-nag IAM4", "Checkov CKV_AWS_288", "Checkov CKV_AWS_290", "Checkov CKV_AWS_355", "Checkov CKV2_AWS_64"],
  ],
  [
    "`waf-rules` demands rules of a web ACL; which of them fit is the application's to say.",
    ["Checkov CKV_AWS_192", "Checkov CKV_AWS_342", "Checkov CKV2_AWS_47", "Checkov CKV2_AWS_76"],
  ],
  [
    "Ways out are as wide as what is called there; endpoint policies and `vpc-endpoints` keep data in. The platform's own groups state each way out.",
    ["Checkov CKV_AWS_382", "Trivy AWS-0104"],
  ],
  [
    "Detailed monitoring is a matter of cost: scaling and alarms use the load balancer's metrics, which come every minute.",
    ["cdk-nag EC28", "AwsGuard ec2-instance-detailed-monitoring-enabled"],
  ],
  [
    "The pack judges what it is in another form: `ec2-no-open-ingress` by its option, `elb-tls-policy`, `rds-iam-authentication`, `cloudfront-origin-access`, `cors-not-open`.",
    ["Checkov CKV_AWS_260", "Checkov CKV2_AWS_74", "Checkov CKV2_AWS_75", "cdk-nag RDS6", "cdk-nag S5"],
  ],
  [
    "Backups by RDS itself are demanded (`rds-backup-retention`); AWS Backup and Backtrack are further ways.",
    ["Checkov CKV2_AWS_8", "Checkov CKV_AWS_326", "cdk-nag RDS14"],
  ],
  [
    "It costs nothing to lack, and a preview cannot tell it: what uses a resource may be another stack's.",
    ["Checkov CKV2_AWS_5", "Checkov CKV2_AWS_19", "AwsGuard ec2-volume-inuse"],
  ],
  [
    "AWS or the provider sees to it: the default is right, or another value is refused.",
    ["Checkov CKV_AWS_211", "Checkov CKV_AWS_233", "Checkov CKV_AWS_234", "Checkov CKV_AWS_261", "Trivy AWS-0320"],
  ],
  [
    "Statements in the database's log may hold what people have entered; whether they are logged is the application's to say.",
    ["Checkov CKV2_AWS_27", "Checkov CKV2_AWS_30"],
  ],
  [
    "Hosted zones are made by nobody here: a stack names one that is there.",
    ["Checkov CKV2_AWS_38", "Checkov CKV2_AWS_39"],
  ],
  [
    "It is told by time, not by what a stack states: certificates of ACM are renewed by AWS.",
    ["AwsGuard acm-certificate-expiration"],
  ],
  [
    "The platform's buckets and load balancers do it; it saves money or time, and protects nothing.",
    ["Checkov CKV_AWS_300", "Checkov CKV_AWS_152"],
  ],
  ["A policy that locks everybody out has no effect that a stack could not take back.", ["Checkov CKV_AWS_93"]],
  ["Topics carry no data of the platform's; `sns-not-public` judges who may publish.", ["cdk-nag SNS3"]],
];
