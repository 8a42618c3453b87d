import { classProblem } from "../../infra/settings/offers";
import { regions } from "../../infra/settings/regions";
import type { Unit } from "./source";

const shop = "https://github.com/yeo/ec2.shop";

/** Commits of the repositories. Of the first, the files of RDS are whole in an older one only. */
export const commits = {
  shop: { repository: shop, commit: "74c9fd8ab5acfd9511cd6535f914d47071601ad2" },
  shopRds: { repository: shop, commit: "44337592ba034dd0cdd1e71a1670b17f8c3f6002" },
  pages: {
    repository: "https://github.com/lamngockhuong/aws-price",
    commit: "508fb45296c89efe38772babd7ec766644629267",
  },
} as const;

/** What a row of a file is, in the terms of the estimate. The file's price is multiplied by `times`, or taken as it is. */
export interface Row {
  readonly id: string;
  readonly unit: Unit;
  readonly times?: number;
}

/** Files of one kind, and what their rows are; undefined for what the settings allow nothing of. */
export interface List {
  readonly title: string;
  /** AWS's page that shows the data. */
  readonly page: string;
  readonly at: (typeof commits)[keyof typeof commits];
  readonly paths: readonly string[];
  readonly row: (words: string, instanceType: string | undefined) => Row | undefined;
}

/** On Linux; types with the processors that the settings allow. */
const ofEc2: List["row"] = (_, type = "") =>
  /^(a1|[a-z]+\d+g[a-z]*)\./.test(type) ? { id: `ec2.${type}`, unit: "hour" } : undefined;

/** An instance with its standby has one price; clusters with readable standbys are something else. */
const ofRds =
  (engine: "postgres" | "mysql"): List["row"] =>
  (words, type) => {
    if (words.includes("readable standbys")) return undefined;
    const deployment = /Multi[ -]AZ/.test(words) ? "multi-az" : "single-az";
    if (type !== undefined) {
      const isOffered = words.startsWith("Database Instance") && classProblem("db", type) === undefined;
      return isOffered ? { id: `rds.${engine}.${deployment}.${type}`, unit: "hour" } : undefined;
    }
    // Storage has one price, whatever the engine.
    if (engine !== "postgres") return undefined;
    const kind = words.replace(/ (Multi|Single) AZ/, "");
    return {
      "Database Storage General Purpose-GP3": { id: `rds.${deployment}.gp3`, unit: "GB-month" },
      "Provisioned GP3 IOPS": { id: `rds.${deployment}.gp3.iops`, unit: "IOPS-month" },
      "Provisioned Throughput": { id: `rds.${deployment}.gp3.throughput`, unit: "MiBps-month" },
      "Storage Snapshot": { id: "rds.backup", unit: "GB-month" },
    }[kind] as Row | undefined;
  };

const ofElastiCache: List["row"] = (words, type) => {
  const [, engine] = /\b(Valkey|Redis|Memcached)\b/.exec(words) ?? [];
  if (engine === undefined || !words.startsWith("OnDemand")) return undefined;
  const id = `elasticache.${words.includes("Serverless") ? "serverless." : ""}${engine.toLowerCase()}`;
  if (type !== undefined) {
    return classProblem("cache", type) === undefined ? { id: `${id}.${type}`, unit: "hour" } : undefined;
  }
  if (words.endsWith("per GB-Hours")) return { id: `${id}.data`, unit: "GB-hour" };
  return words.endsWith("per ElastiCacheProcessingUnit")
    ? { id: `${id}.requests`, unit: "million ECPU", times: 1e6 }
    : undefined;
};

const named =
  (rows: Readonly<Record<string, Row>>): List["row"] =>
  (words) =>
    rows[words];

const million = { unit: "million requests", times: 1e6 } as const;

/** By the beginning of their sources' names. */
export const lists: Readonly<Record<string, List>> = {
  ec2: {
    title: "Amazon EC2 on-demand pricing",
    page: "ec2/pricing/on-demand",
    at: commits.shop,
    paths: regions.map((region) => `data/ec2/${region}-ondemand.json`),
    row: ofEc2,
  },
  ebs: {
    title: "Amazon EBS pricing",
    page: "ebs/pricing",
    at: commits.shop,
    paths: ["data/ebs/ebs.json"],
    row: named({ "Storage General Purpose gp3 GB Mo": { id: "ebs.gp3", unit: "GB-month" } }),
  },
  "rds-postgres": {
    title: "Amazon RDS for PostgreSQL pricing",
    page: "rds/postgresql/pricing",
    at: commits.shopRds,
    paths: ["data/rds/rds-postgresql-ondemand.json"],
    row: ofRds("postgres"),
  },
  "rds-mysql": {
    title: "Amazon RDS for MySQL pricing",
    page: "rds/mysql/pricing",
    at: commits.shopRds,
    paths: ["data/rds/rds-mysql-ondemand.json"],
    row: ofRds("mysql"),
  },
  elasticache: {
    title: "Amazon ElastiCache pricing",
    page: "elasticache/pricing",
    at: commits.shop,
    paths: ["data/elasticache/elasticache.json"],
    row: ofElastiCache,
  },
  "nat-gateway": {
    title: "Amazon VPC pricing, NAT gateways",
    page: "vpc/pricing",
    at: commits.pages,
    paths: ["lib/data/pricing/natgateway.json"],
    row: named({
      "Hourly charge for NAT Gateways": { id: "vpc.nat-gateway", unit: "hour" },
      "Charge for per GB data processed by NatGateways": { id: "vpc.nat-gateway.traffic", unit: "GB" },
    }),
  },
  vpc: {
    title: "Amazon VPC pricing",
    page: "vpc/pricing",
    at: commits.pages,
    paths: ["lib/data/pricing/vpc.json"],
    row: named({
      "Hourly charge for In use Public IPv4 Addresses per Hrs": { id: "vpc.public-ipv4-address", unit: "hour" },
      "Hourly charge for VPC Endpoints per Hrs": { id: "vpc.interface-endpoint", unit: "hour" },
      "Charge for per GB data processed by VPC Endpoints per GB from 0 to 1048576": {
        id: "vpc.interface-endpoint.traffic",
        unit: "GB",
      },
    }),
  },
  kms: {
    title: "AWS KMS pricing",
    page: "kms/pricing",
    at: commits.pages,
    paths: ["lib/data/pricing/kms.json"],
    row: named({ "Encryption Key": { id: "kms.key", unit: "month" } }),
  },
  cloudwatch: {
    title: "Amazon CloudWatch pricing",
    page: "cloudwatch/pricing",
    at: commits.pages,
    paths: ["lib/data/pricing/cloudwatch.json"],
    row: named({
      "Alarm Standard": { id: "cloudwatch.alarm", unit: "month" },
      "Metric for the first 10000": { id: "cloudwatch.metric", unit: "month" },
      "Logs Collected Data Ingestion": { id: "cloudwatch-logs.ingested", unit: "GB" },
      "Stored Data": { id: "cloudwatch-logs.stored", unit: "GB-month" },
    }),
  },
  s3: {
    title: "Amazon S3 pricing",
    page: "s3/pricing",
    at: commits.pages,
    paths: ["lib/data/pricing/s3.json"],
    row: named({ "Standard Storage First 50 TB per GB Mo": { id: "s3.storage", unit: "GB-month" } }),
  },
  lambda: {
    title: "AWS Lambda pricing",
    page: "lambda/pricing",
    at: commits.pages,
    paths: ["lib/data/pricing/lambda.json"],
    row: named({
      "Lambda Requests-ARM": { id: "lambda.requests", ...million },
      "Lambda Duration-ARM": { id: "lambda.duration", unit: "GB-second" },
      // Listed by the second.
      "Lambda Provisioned-Concurrency-ARM": { id: "lambda.provisioned-concurrency", unit: "GB-hour", times: 3600 },
    }),
  },
  "api-gateway": {
    title: "Amazon API Gateway pricing",
    page: "api-gateway/pricing",
    at: commits.pages,
    paths: ["lib/data/pricing/apigateway.json"],
    row: named({ "ApiGatewayHttpApi First 300 million": { id: "api-gateway.http-requests", ...million } }),
  },
};
