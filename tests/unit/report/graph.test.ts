import assert from "node:assert/strict";
import { readDigest } from "../../../scripts/report/graph";
import { secret, unknown } from "../../../scripts/report/values";
import { digestOf, engineUnknown, graphOf, type Part } from "./fixture";

const signed = (kind: string, rest: object) => ({ "4dabf18193072939515e22adb298388d": kind, ...rest });

describe("the graph of a preview", () => {
  const component: Part = { type: "web-platform:data:Database", name: "db" };
  const inner: Part = { type: "web-platform:data:EncryptionKey", name: "key", parent: component };
  const key: Part = { type: "aws:kms/key:Key", name: "key", parent: inner };

  it("holds what would be there, without the stack and without what is deleted", () => {
    const { graph, config } = readDigest(digestOf([component, key], { config: { "aws:region": "eu-west-1" } }));
    assert.deepEqual(
      graph.resources.map(({ type, name }) => [type, name]),
      [
        ["aws:kms/key:Key", "key"],
        ["web-platform:data:Database", "db"],
      ],
    );
    assert.deepEqual(config, { "aws:region": "eu-west-1" });
  });

  it("knows the outermost component of a resource", () => {
    const graph = graphOf([component, inner, key]);
    const [resource] = graph.ofType("aws:kms/key:Key");
    assert.ok(resource);
    assert.equal(graph.outermost(resource).name, "db");
  });

  it("has words for unknown values and files, and never a secret", () => {
    const inputs = {
      known: "text",
      later: engineUnknown,
      password: signed("1b47061264138c4ac30d75fd1eb44270", { plaintext: '"hunter2"', ciphertext: "v1:abc" }),
      nested: [{ token: signed("1b47061264138c4ac30d75fd1eb44270", { value: "hunter2" }) }],
      code: signed("0def7320c3a5731c473e5ecbe6d01bc7", { hash: "0123456789abcdef", assets: {} }),
      strange: signed("another kind", { value: "hunter2" }),
    };
    const [resource] = graphOf([{ ...key, inputs }]).resources;
    assert.deepEqual(resource?.inputs, {
      known: "text",
      later: unknown,
      password: secret,
      nested: [{ token: secret }],
      code: "archive 0123456789ab",
      strange: unknown,
    });
  });
});
