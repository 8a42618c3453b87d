import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { formatManifest } from "../../../../infra/edge/publishing/manifest";
import { Release } from "../../../../infra/edge/publishing/release";
import { readSite } from "../../../../infra/edge/publishing/site";
import { type DeployOptions, deploy } from "../../harness";
import { FakeAws } from "../../release/fake-aws";

const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const options: DeployOptions = { computed: { [object]: { versionId: "v1" } } };

describe("a release", () => {
  let folder: string;
  let fake: FakeAws;
  before(async () => {
    fake = await FakeAws.start();
    folder = mkdtempSync(join(tmpdir(), "release-"));
    writeFileSync(join(folder, "index.html"), "page");
    for (let index = 0; index < 50; index++) writeFileSync(join(folder, `${index}.txt`), String(index));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await fake.close();
  });
  beforeEach(() => {
    fake.calls.length = 0;
  });

  const program = () => {
    const release = new Release("site", {
      site: readSite(folder),
      bucket: pulumi.output("b"),
      distributionId: pulumi.output("E1"),
      routing: { "/": "spa" },
      invalidation: { exactPaths: 100, waitSeconds: 0 },
      provider: {
        region: "eu-west-1",
        accessKey: pulumi.secret("a"),
        secretKey: pulumi.secret("s"),
        endpoints: [{ s3: fake.url, cloudfront: fake.url }],
      },
    });
    return { published: release.published };
  };

  /** Calls a hook of the release as the engine does before it creates or updates a resource. */
  async function call(hook: string, inputs: Pick<pulumi.ResourceHookArgs, "newInputs" | "oldInputs">, preview = false) {
    const { hooks } = await deploy(program, { ...options, preview });
    const said: string[] = [];
    const info = pulumi.log.info;
    Object.assign(pulumi.log, { info: async (text: string) => void said.push(text) });
    try {
      const named = hooks.find(({ name }) => name === hook);
      await named?.callback({ urn: "", id: "", name: "", type: object, ...inputs });
    } finally {
      Object.assign(pulumi.log, { info });
    }
    return said.join("\n");
  }
  const marker = { content: JSON.stringify({ manifest: "v1", bucket: "b", distribution: "E1" }) };

  it("is two objects, whatever the number of files", async () => {
    const { resources, one, outputs } = await deploy(program, options);
    assert.equal(resources.filter(({ type }) => type.startsWith("aws:")).length, 2);
    assert.equal(one(object, "site-manifest").inputs["content"], formatManifest(readSite(folder).manifest));
    assert.deepEqual(JSON.parse(String(one(object, "site-marker").inputs["content"])), JSON.parse(marker.content));
    assert.equal(outputs.published, "v1");
  });

  it("has its hooks before anything is recorded", async () => {
    const { one } = await deploy(program, options);
    const both = (name: string) => ({ beforeCreate: [name], beforeUpdate: [name] });
    assert.deepEqual(one(object, "site-manifest").hooks, both("site-foretell"));
    assert.deepEqual(one(object, "site-marker").hooks, both("site-publish"));
  });

  it("publishes before the marker is recorded", async () => {
    const said = await call("site-publish", { newInputs: marker });
    assert.equal(fake.changes.length, 51);
    assert.match(said, /51 uploaded, 0 deleted, 0 paths invalidated/);
  });

  it("invalidates everything where a site was published and nothing is known of it", async () => {
    fake.objects.clear();
    await call("site-publish", { newInputs: marker, oldInputs: marker });
    const sent = fake.calls.find(({ path }) => path === "/2020-05-31/distribution/E1/invalidation");
    assert.match(sent?.body ?? "", /<Path>\/\*<\/Path>/);
  });

  it("lets a preview name the files, and calls nothing", async () => {
    const content = formatManifest(new Map([["old.html", "1"]]));
    const newInputs = { content: formatManifest(readSite(folder).manifest) };
    const said = await call("site-foretell", { oldInputs: { content }, newInputs }, true);
    assert.match(said, /51 new, 0 changed, 1 removed/);
    assert.match(said, /^\+ 0\.txt$/m);
    assert.match(said, /and 32 more$/);
    assert.deepEqual(fake.calls, []);
  });

  it("says nothing of it again while it is deployed", async () => {
    assert.equal(await call("site-foretell", { newInputs: { content: "" } }), "");
  });
});
