import assert from "node:assert/strict";
import { type SiteAccess, siteAccess } from "../../../../infra/edge/publishing/site-access";
import { awsAccess } from "../../../../infra/release/aws-access";
import { invalidateStale, type Target } from "../../../../infra/edge/publishing/invalidate-stale";
import { type Ledger, readLedger } from "../../../../infra/edge/publishing/ledger";
import { FakeAws } from "../../release/fake-aws";

const target: Target = {
  stack: "prod",
  bucket: "b",
  distributionId: "E1",
  routing: { "/": "pages" },
  invalidation: { exactPaths: 100, waitSeconds: 0 },
  profile: undefined,
};
const published = new Map([
  ["index.html", "1"],
  ["robots.txt", "2"],
]);

describe("what is stale", () => {
  let fake: FakeAws;
  let aws: SiteAccess;
  beforeEach(async () => {
    fake = await FakeAws.start();
    const endpoints = [{ s3: fake.url, cloudfront: fake.url }];
    aws = await siteAccess(await awsAccess({ region: "eu-west-1", accessKey: "a", secretKey: "s", endpoints }));
  });
  afterEach(() => fake.close());

  const clear = (ledger: Ledger) => invalidateStale(aws, target, ledger);
  const left = async () => (await readLedger(aws.s3, "b"))?.stale;

  it("is invalidated, and is not stale any more", async () => {
    assert.deepEqual(await clear({ published, stale: ["robots.txt"] }), ["/robots.txt"]);
    assert.match(fake.calls[0]?.body ?? "", /<Items><Path>\/robots\.txt<\/Path><\/Items>/);
    assert.deepEqual(await left(), []);
    assert.deepEqual((await readLedger(aws.s3, "b"))?.published, published);
  });

  it("takes no call where there is nothing", async () => {
    assert.deepEqual(await clear({ published, stale: [] }), []);
    assert.deepEqual(fake.calls, []);
  });

  it("is everything where nobody knows", async () => {
    assert.deepEqual(await clear({ published, stale: "everything" }), ["/*"]);
  });

  it("is told with the command to invalidate it where CloudFront refuses, and stays stale", async () => {
    fake.plan = ({ path }) => (path.includes("invalidation") ? { status: 403, code: "AccessDenied" } : undefined);
    const stale = Array.from({ length: 12 }, (_, index) => `${index}.txt`);
    await assert.rejects(clear({ published, stale }), (error: Error) => {
      assert.match(error.message, /stale: \/0\.txt, .*, and 2 more\./);
      assert.match(error.message, /npm run invalidate -- -s prod/);
      assert.match(error.message, /^aws cloudfront create-invalidation --distribution-id E1 --paths '\/0\.txt' .*$/m);
      assert.equal(error.message.match(/'\/\d+\.txt'/g)?.length, 12);
      return true;
    });
    assert.equal(await left(), undefined);
  });
});
