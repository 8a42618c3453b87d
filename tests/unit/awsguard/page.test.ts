import assert from "node:assert/strict";
import { compare } from "../../awsguard/comparison";
import { dateOf, pageOf } from "../../awsguard/page";
import { balancer, bucket, database, finding, policies } from "./findings";

const verdicts = {
  ours: [finding("s3-versioning", bucket), finding("rds-multi-az", database), finding("elb-access-logs", balancer)],
  theirs: [
    finding("rds-instance-multi-az-enabled", database, "bad", "Checks it.\nIt must be."),
    finding("s3-bucket-logging-enabled", bucket, "bad", "Checks logging.\nBucket logging must be defined."),
  ],
  policies,
  types: new Set([database, bucket, balancer]),
};
const edition = {
  date: "2026-11-25",
  rules: 71,
  versions: { policy: "1.21.0", aws: "7.48.0", awsguard: "0.3.1", awsOfAwsguard: "4.38.1" },
};

describe("the page of the comparison with AwsGuard", () => {
  const page = pageOf(compare(verdicts), edition);

  it("says when, and of which versions", () => {
    assert.match(page, /^Compared on 2026-11-25: 71 rules, and the 4 policies of AwsGuard 0\.3\.1\./m);
    assert.match(page, /@pulumi\/aws 7\.48\.0; .*@pulumi\/aws 4\.38\.1.*@pulumi\/policy 1\.21\.0/);
    assert.equal(dateOf(page), "2026-11-25");
    assert.equal(dateOf("# Another page"), undefined);
  });

  it("sums up what either finds", () => {
    assert.match(page, /^\| both \| 1 \|\n\| this repository's pack only \| 2 \|\n\| AwsGuard only \| 1 \|$/m);
  });

  it("has a row for each resource, in the order of their types", () => {
    const rows = page.split("\n").filter((line) => / bad \|.*\|.*\|$/.test(line) && line.startsWith("| `aws:"));
    assert.deepEqual(rows, [
      "| `aws:lb/loadBalancer:LoadBalancer` bad | `elb-access-logs` |  |",
      "| `aws:rds/instance:Instance` bad | `rds-multi-az` | `rds-instance-multi-az-enabled` (`rds-multi-az`) |",
      "| `aws:s3/bucket:Bucket` bad | `s3-versioning` | `s3-bucket-logging-enabled` |",
    ]);
  });

  it("lists what AwsGuard alone finds, in its words", () => {
    const list = page.split("## Found by AwsGuard only\n\n")[1]?.split("\n\n")[0];
    assert.equal(list, "- `s3-bucket-logging-enabled`, `aws:s3/bucket:Bucket` bad: Bucket logging must be defined.");
    const ofNothing = pageOf(compare({ ...verdicts, theirs: [] }), edition);
    assert.match(ofNothing, /## Found by AwsGuard only\n\nNothing\./);
  });

  it("says why AwsGuard is silent", () => {
    const reason = "it judges `aws:elasticloadbalancingv2/loadBalancer:LoadBalancer`, of which the stack has none";
    assert.ok(
      page.includes(`| \`elb-access-logs\` | \`${balancer}\` bad | \`elb-logging-enabled\` | ${reason} |`),
      page,
    );
    const ours = [finding("rds-backup-retention", database)];
    assert.match(
      pageOf(compare({ ...verdicts, ours }), edition),
      /`rds-instance-backup-enabled` \| it finds nothing wrong/,
    );
  });

  it("has every policy of AwsGuard's, with its counterpart and outcome", () => {
    const own = page.split("## AwsGuard's policies")[1] ?? "";
    assert.match(own, /^\| `rds-instance-multi-az-enabled` \| .* \| `rds-multi-az` \| found \|$/m);
    assert.match(own, /^\| `rds-instance-backup-enabled` \| .* \| `rds-backup-retention` \| nothing wrong \|$/m);
    assert.match(own, /^\| `s3-bucket-logging-enabled` \| .* \| none \| found \|$/m);
    assert.match(own, /^\| `elb-logging-enabled` \| .* \| `elb-access-logs` \| nothing to judge \|$/m);
  });
});
