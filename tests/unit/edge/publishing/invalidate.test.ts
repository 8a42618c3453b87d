import assert from "node:assert/strict";
import { CloudFrontClient } from "@aws-sdk/client-cloudfront";
import { awsAccess } from "../../../../infra/release/aws-access";
import { invalidate, invalidationCommand } from "../../../../infra/edge/publishing/invalidate";
import { type Fault, FakeAws } from "../../release/fake-aws";

const impatient = { pauseMilliseconds: 1, attempts: 3 };
const tooMany: Fault = { status: 400, code: "TooManyInvalidationsInProgress" };

describe("invalidate", () => {
  let fake: FakeAws;
  let client: CloudFrontClient;
  beforeEach(async () => {
    fake = await FakeAws.start();
    const endpoints = [{ cloudfront: fake.url }];
    const access = await awsAccess({ region: "eu-west-1", accessKey: "a", secretKey: "s", endpoints });
    client = access.client(CloudFrontClient, "cloudfront");
  });
  afterEach(() => fake.close());

  const sent = (paths: readonly string[], waitSeconds = 0) =>
    invalidate(client, { distributionId: "E1", paths, waitSeconds }, impatient);
  const references = () => fake.calls.map(({ body }) => /<CallerReference>(.*?)</.exec(body)?.[1]);
  const fail = (...faults: Fault[]) => {
    fake.plan = () => faults.shift();
  };

  it("calls nothing without paths", async () => {
    assert.equal(await sent([]), "complete");
    assert.deepEqual(fake.calls, []);
  });

  it("sends all paths at once, with a reference of its own each time", async () => {
    await sent(["/a", "/b%20c"]);
    await sent(["/a"]);
    const [first] = fake.calls;
    assert.deepEqual([first?.method, first?.path], ["POST", "/2020-05-31/distribution/E1/invalidation"]);
    assert.match(first?.body ?? "", /<Quantity>2<\/Quantity><Items><Path>\/a<\/Path><Path>\/b%20c<\/Path><\/Items>/);
    assert.equal(new Set(references()).size, 2);
  });

  it("sends the same invalidation again after errors, throttling and cut connections", async () => {
    fail({ status: 500, code: "InternalError" }, { status: 400, code: "Throttling" }, "cut");
    await sent(["/a"]);
    assert.equal(fake.calls.length, 4);
    assert.equal(new Set(references()).size, 1);
  });

  it("waits while other invalidations use up the quota, but not for ever", async () => {
    fail(tooMany, tooMany);
    await sent(["/a"]);
    assert.equal(fake.calls.length, 3);
    assert.equal(new Set(references()).size, 1);
    fail(tooMany, tooMany, tooMany);
    await assert.rejects(sent(["/a"]), { name: "TooManyInvalidationsInProgress" });
  });

  it("does not try again what CloudFront refuses", async () => {
    fail({ status: 403, code: "AccessDenied" });
    await assert.rejects(sent(["/a"]), { name: "AccessDenied" });
    assert.equal(fake.calls.length, 1);
  });

  it("waits for every edge location as long as it may", async () => {
    fake.invalidationStatus = "Completed";
    assert.equal(await sent(["/a"], 5), "complete");
    fake.invalidationStatus = "InProgress";
    assert.equal(await sent(["/a"], 2), "in progress");
  });
});

describe("the invalidation by hand", () => {
  it("is a command for a shell", () => {
    assert.equal(
      invalidationCommand("E1", ["/a", "/it's/*"]),
      String.raw`aws cloudfront create-invalidation --distribution-id E1 --paths '/a' '/it'\''s/*'`,
    );
    assert.match(invalidationCommand("E1", ["/a"], "shop"), /--profile shop --paths/);
  });
});
