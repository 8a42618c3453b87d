import assert from "node:assert/strict";
import { compare } from "../../awsguard/comparison";
import { dateOf, pageOf } from "../../awsguard/page";
import { balancer, bucket, database, finding, former, policies } from "./findings";

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
    assert.match(page, /^Compared on 2026-11-25: 71 rules, and the 5 policies of AwsGuard 0\.3\.1\./m);
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

  it("lists what AwsGuard alone finds, in its words, with what there is to say of it", () => {
    const list = page.split("## Found by AwsGuard only\n\n")[1]?.split("\n\n")[0] ?? "";
    const said =
      "- `s3-bucket-logging-enabled`, `aws:s3/bucket:Bucket` bad: Bucket logging must be defined. It asks for ";
    assert.ok(list.startsWith(said), list);
    const theirs = [finding("ec2-volume-inuse", "aws:ec2/instance:Instance", "bad", "Checks.\nIt must be.")];
    assert.match(
      pageOf(compare({ ...verdicts, theirs }), edition),
      /\n\n- `ec2-volume-inuse`, `aws:ec2\/instance:Instance` bad: It must be\.\n\n/,
    );
    assert.match(pageOf(compare({ ...verdicts, theirs: [] }), edition), /## Found by AwsGuard only\n\nNothing\.\n\n/);
  });

  it("says why AwsGuard is silent", () => {
    const ours = [
      finding("elb-access-logs", balancer),
      finding("rds-backup-retention", database),
      finding("ec2-encrypted-volumes", "aws:ec2/launchTemplate:LaunchTemplate"),
      finding("rds-multi-az", database, "other"),
    ];
    const lines = pageOf(compare({ ...verdicts, ours }), edition).split("\n");
    const reasons = lines.flatMap(
      (line) => /^\| `([\w-]+)` \| `aws:.* \| (it .*) \|$/.exec(line)?.slice(1).join(": ") ?? [],
    );
    assert.deepEqual(reasons, [
      `elb-access-logs: it judges \`${former}\`, which @pulumi/aws 7.48.0 does not have`,
      "rds-backup-retention: it finds nothing wrong",
      "ec2-encrypted-volumes: it judges `aws:ec2/instance:Instance`, of which the stack has none",
      "rds-multi-az: it finds that in other resources only",
    ]);
  });

  it("has every policy of AwsGuard's, with its counterpart and outcome", () => {
    const own = page.split("## AwsGuard's policies")[1] ?? "";
    const rows = [...own.matchAll(/^\| `([\w-]+)` \| .* \| (.*) \| (.*) \|$/gm)].map(([, ...cells]) => cells);
    assert.deepEqual(rows, [
      ["elb-logging-enabled", "`elb-access-logs`", "not in @pulumi/aws 7.48.0"],
      ["encrypted-volumes", "`ec2-encrypted-volumes`, of launch templates", "nothing to judge"],
      ["rds-instance-backup-enabled", "`rds-backup-retention`", "nothing wrong"],
      ["rds-instance-multi-az-enabled", "`rds-multi-az`", "found"],
      ["s3-bucket-logging-enabled", "none", "found"],
    ]);
  });
});
