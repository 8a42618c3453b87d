import assert from "node:assert/strict";

import { later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { lambdaNotPublic } from "./lambda-not-public";

const ACCOUNT = "123456789012";
const bucket = "arn:aws:s3:::site";
const topic = `arn:aws:sns:eu-west-1:${ACCOUNT}:news`;
const s3 = { principal: "s3.amazonaws.com" };

judges(lambdaNotPublic, {
  types: ["aws:lambda/permission:Permission"],
  obeys: {
    "a service's source": { principal: "sns.amazonaws.com", sourceArn: topic },
    "a service's source that is not there yet": { principal: "apigateway.amazonaws.com", sourceArn: later(topic) },
    "a service for one account": { principal: "events.amazonaws.com", sourceAccount: ACCOUNT },
    "S3 for one account": { ...s3, sourceArn: bucket, sourceAccount: ACCOUNT },
    "S3 for the account that is not known yet": { ...s3, sourceArn: later(bucket), sourceAccount: later(ACCOUNT) },
    "everyone of one account": { principal: "*", sourceAccount: ACCOUNT },
    "everyone of an organization": { principal: "*", principalOrgId: "o-a1b2c3d4e5" },
    "another account": { principal: "210987654321" },
    "a role": { principal: `arn:aws:iam::${ACCOUNT}:role/a` },
    "a URL for credentials": {
      principal: "cloudfront.amazonaws.com",
      sourceArn: `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`,
      functionUrlAuthType: "AWS_IAM",
    },
    "a skill of Alexa": { principal: "alexa-appkit.amazon.com", eventSourceToken: "amzn1.ask.skill.a" },
  },
  refuses: {
    everyone: [{ principal: "*" }, "it lets in everyone"],
    "everyone from any bucket": [{ principal: "*", sourceArn: "arn:aws:s3:::*" }, "everyone, from arn:aws:s3:::*"],
    "everyone from anywhere": [{ principal: "*", sourceArn: "*" }, "everyone, from *"],
    "everyone of any account": [{ principal: "*", sourceAccount: "*" }, "it lets in everyone"],
    "a URL for everyone": [{ principal: "*", functionUrlAuthType: "NONE" }, 'functionUrlAuthType "NONE"'],
    "a URL for the credentials of anyone": [{ principal: "*", functionUrlAuthType: "AWS_IAM" }, "it lets in everyone"],
    "a service without a source": [{ principal: "sns.amazonaws.com" }, "sns.amazonaws.com for any account"],
    "a source in any account": [
      { principal: "apigateway.amazonaws.com", sourceArn: "arn:aws:execute-api:*:*:*" },
      "apigateway.amazonaws.com for any account, from arn:aws:execute-api:*:*:*",
    ],
    "a bucket, which may be anyone's one day": [{ ...s3, sourceArn: bucket }, "s3.amazonaws.com for any account"],
    "any skill of Alexa": [{ principal: "alexa-appkit.amazon.com" }, "alexa-appkit.amazon.com for any account"],
  },
  unknown: { principal: later("*") },
});

const policy = (statement: object) => ({ policy: JSON.stringify({ Statement: { Effect: "Allow", ...statement } }) });

judges(lambdaNotPublic, {
  types: ["aws:lambda/resourcePolicy:ResourcePolicy"],
  obeys: {
    "a service's source": policy({
      Principal: { Service: "sns.amazonaws.com" },
      Condition: { ArnLike: { "AWS:SourceArn": topic } },
    }),
    "what is denied": policy({ Effect: "Deny", Principal: "*" }),
  },
  refuses: {
    everyone: [policy({ Principal: { AWS: "*" } }), "it lets in everyone"],
    "a service without a source": [policy({ Principal: { Service: "sns.amazonaws.com" } }), "for any account"],
    "a bucket alone": [
      policy({ Principal: { Service: "s3.amazonaws.com" }, Condition: { ArnLike: { "aws:SourceArn": bucket } } }),
      "s3.amazonaws.com for any account",
    ],
  },
  unknown: { policy: later(policy({ Principal: "*" }).policy) },
});

judges(lambdaNotPublic, {
  types: ["aws:lambda/functionUrl:FunctionUrl"],
  obeys: { credentials: { authorizationType: "AWS_IAM" } },
  refuses: { everyone: [{ authorizationType: "NONE" }, 'authorizationType is "NONE"'] },
  unknown: { authorizationType: later("NONE") },
});

judges(lambdaNotPublic, {
  types: ["aws:lambda/layerVersionPermission:LayerVersionPermission"],
  obeys: { "an account": { principal: ACCOUNT }, "an organization": { principal: "*", organizationId: later("o-1") } },
  refuses: {
    everyone: [{ principal: "*" }, "it lets in everyone"],
    "everyone of no organization": [{ principal: "*", organizationId: "" }, "it lets in everyone"],
  },
  unknown: { principal: later("*") },
});

describe("lambda-not-public of a URL that may be open", () => {
  it("leaves it open in a preview, and decides at the update", () => {
    const url = { principal: "*", sourceAccount: ACCOUNT, functionUrlAuthType: later("NONE") };
    const one = [resource("aws:lambda/permission:Permission", "url", url)];
    assert.deepEqual(brief(preview(lambdaNotPublic, one)), ["advisory url"]);
    assert.deepEqual(brief(update(lambdaNotPublic, one)), ["mandatory url"]);
  });
});

describe("lambda-not-public of a bucket that is not there yet", () => {
  it("asks for the account in the preview", () => {
    const one = [resource("aws:lambda/permission:Permission", "one", { ...s3, sourceArn: later(bucket) })];
    assert.deepEqual(brief(preview(lambdaNotPublic, one)), ["mandatory one"]);
    assert.deepEqual(brief(update(lambdaNotPublic, one)), ["mandatory one"]);
  });
});

describe("lambda-not-public of a source in another account", () => {
  const permission = (account: string, fn = "fn") =>
    resource("aws:lambda/permission:Permission", "one", {
      function: fn,
      principal: "events.amazonaws.com",
      sourceArn: `arn:aws:events:eu-west-1:${account}:rule/a`,
    });
  const fn = resource("aws:lambda/function:Function", "fn", {}, { assigned: { arn: `arn:aws:lambda:a:${ACCOUNT}:b` } });

  it("tells of it where it knows its own", () => {
    assert.deepEqual(update(lambdaNotPublic, [fn, permission(ACCOUNT)]), []);
    assert.deepEqual(brief(update(lambdaNotPublic, [fn, permission("210987654321")])), ["advisory one"]);
    const named = permission("210987654321", `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:a`);
    assert.deepEqual(brief(always(lambdaNotPublic, [named])), ["advisory one"]);
  });

  it("reads the account from the source's ARN where the provider shows an empty one", () => {
    const shown = { principal: "events.amazonaws.com", sourceArn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/a` };
    const one = resource("aws:lambda/permission:Permission", "one", { ...shown, sourceAccount: "", function: "fn" });
    assert.deepEqual(update(lambdaNotPublic, [fn, one]), []);
  });
});
