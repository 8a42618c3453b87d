import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { NotFound } from "../../../infra/edge/not-found";
import { assertIncludes } from "../assert-includes";
import { deploy } from "../harness";
import { types } from "./edge-fixture";

const distributionArn = "arn:aws:cloudfront::123456789012:distribution/E1";
const notFound = () =>
  deploy(
    () => ({
      origin: pulumi.output(
        new NotFound("edge", { page: "<h1>gone</h1>", distributionArn: pulumi.output(distributionArn) }).origin,
      ),
    }),
    { computed: { "aws:lambda/functionUrl:FunctionUrl": { functionUrl: "https://abc.lambda-url.eu-west-1.on.aws/" } } },
  );

describe("NotFound", () => {
  it("is an origin at the function's URL, called by HTTPS in requests that are signed", async () => {
    const { one, outputs } = await notFound();
    assertIncludes(outputs.origin, { domainName: "abc.lambda-url.eu-west-1.on.aws", originAccessControlId: "edge-id" });
    assert.equal(outputs.origin.customOriginConfig?.originProtocolPolicy, "https-only");
    assertIncludes(one("aws:lambda/functionUrl:FunctionUrl").inputs, { authorizationType: "AWS_IAM" });
    assertIncludes(one(types.originAccess).inputs, {
      originAccessControlOriginType: "lambda",
      signingBehavior: "always",
    });
  });

  it("lets in that distribution alone, for both of what a URL asks for", async () => {
    const permissions = (await notFound()).all("aws:lambda/permission:Permission").map(({ inputs }) => inputs);
    for (const inputs of permissions) {
      assertIncludes(inputs, { principal: "cloudfront.amazonaws.com", sourceArn: distributionArn });
    }
    assert.deepEqual(permissions.map(({ action }) => action).sort(), [
      "lambda:InvokeFunction",
      "lambda:InvokeFunctionUrl",
    ]);
  });
});
