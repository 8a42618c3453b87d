import assert from "node:assert/strict";
import { rules } from "../../../policies/rules";
import { compare, outcomeOf, type Verdicts } from "../../awsguard/comparison";
import { counterparts } from "../../awsguard/counterparts";
import { balancer, bucket, database, finding, policies } from "./findings";

const types = new Set([database, bucket, balancer]);
const compared = (verdicts: Partial<Verdicts>) => compare({ ours: [], theirs: [], policies, types, ...verdicts });

describe("the counterparts of AwsGuard's policies", () => {
  const named = Object.values(counterparts).map(({ rule }) => rule);

  it("are rules of the pack", () => {
    const names = rules.map(({ name }) => name);
    assert.deepEqual(
      named.filter((rule) => !names.includes(rule)),
      [],
    );
  });

  it("are those that the rules name themselves", () => {
    const tagged = rules.flatMap(({ name, tags = [] }) =>
      tags.flatMap((tag) => {
        const policy = /^AwsGuard (.*)/.exec(tag)?.[1];
        return policy !== undefined && counterparts[policy]?.rule !== name ? [`${name}: ${tag}`] : [];
      }),
    );
    assert.deepEqual(tagged, []);
  });

  it("are the counterpart of one policy each, so that both packs count the same findings as common", () => {
    assert.equal(new Set(named).size, named.length);
  });
});

describe("the comparison with AwsGuard", () => {
  it("pairs findings that ask the same of the same resource", () => {
    const ours = [finding("rds-multi-az", database), finding("rds-not-public", database)];
    const theirs = [finding("rds-instance-multi-az-enabled", database)];
    assert.deepEqual(compared({ ours, theirs }).pairs, [{ theirs: theirs[0], ours: ours[0] }]);
  });

  it("pairs none of different resources", () => {
    const ours = [finding("rds-multi-az", database, "other")];
    const theirs = [finding("rds-instance-multi-az-enabled", database)];
    assert.deepEqual(compared({ ours, theirs }).pairs, [{ theirs: theirs[0], ours: undefined }]);
  });

  it("pairs none that has no counterpart", () => {
    const ours = [finding("s3-versioning", bucket)];
    const theirs = [finding("s3-bucket-logging-enabled", bucket)];
    assert.deepEqual(compared({ ours, theirs }).pairs, [{ theirs: theirs[0], ours: undefined }]);
  });

  it("counts a rule once for a resource, however much it finds there", () => {
    const twice = [finding("x", database, "bad", "one"), finding("x", database, "bad", "two"), finding("x", bucket)];
    const { ours, theirs, pairs } = compared({ ours: twice, theirs: twice });
    assert.deepEqual([ours.length, theirs.length, pairs.length], [2, 2, 2]);
  });

  it("leaves out what a preview cannot decide, in the words of either pack", () => {
    const open = { ...finding("x", database), isUndecided: true };
    const failed = finding("y", database, "bad", "can't run policy 'y' from policy pack 'z' during preview: ...");
    const { ours, theirs } = compared({ ours: [open], theirs: [failed] });
    assert.deepEqual([ours, theirs], [[], []]);
  });

  it("has the findings that AwsGuard has a policy for and does not find, in this or another resource", () => {
    const ours = [
      finding("rds-multi-az", database),
      finding("rds-multi-az", database, "other"),
      finding("elb-access-logs", balancer),
      finding("elb-desync", balancer),
    ];
    const theirs = [finding("rds-instance-multi-az-enabled", database)];
    assert.deepEqual(
      compared({ ours, theirs }).silences.map((silence) => [silence.policy.name, silence.finding.name]),
      [
        ["rds-instance-multi-az-enabled", "other"],
        ["elb-logging-enabled", "bad"],
      ],
    );
  });

  it("says what became of each policy", () => {
    const theirs = [finding("s3-bucket-logging-enabled", bucket)];
    assert.deepEqual(
      policies.map((policy) => [policy.name, outcomeOf(policy, { theirs, types })]),
      [
        ["rds-instance-multi-az-enabled", "nothing wrong"],
        ["rds-instance-backup-enabled", "nothing wrong"],
        ["s3-bucket-logging-enabled", "found"],
        ["encrypted-volumes", "nothing to judge"],
        ["elb-logging-enabled", "outdated"],
      ],
    );
  });
});
