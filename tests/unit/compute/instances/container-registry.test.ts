import assert from "node:assert/strict";
import { ecrRepository } from "../../../../infra/compute/instances/container-registry";

const registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const arn = "arn:aws:ecr:eu-west-1:123456789012:repository/shop/users";

describe("ecrRepository", () => {
  for (const rest of ["", ":1.4.2", `@sha256:${"a".repeat(64)}`, `:1@sha256:${"a".repeat(64)}`]) {
    it(`finds the repository of <registry>/shop/users${rest.slice(0, 20)}`, () =>
      assert.deepEqual(ecrRepository(`${registry}/shop/users${rest}`), { registry, region: "eu-west-1", arn }));
  }

  for (const [host, partition] of [
    ["123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "aws-cn"],
    ["123456789012.dkr.ecr.us-gov-west-1.amazonaws.com", "aws-us-gov"],
  ] as const) {
    it(`knows the partition of ${host}`, () =>
      assert.match(ecrRepository(`${host}/users:1`)?.arn ?? "", new RegExp(`^arn:${partition}:`)));
  }

  for (const other of [
    "",
    "docker.io/library/nginx:1",
    "public.ecr.aws/nginx/nginx:1",
    `${registry}.example.com/users`,
    `x/${registry}/users`,
  ]) {
    it(`finds none in "${other}"`, () => assert.equal(ecrRepository(other), undefined));
  }
});
