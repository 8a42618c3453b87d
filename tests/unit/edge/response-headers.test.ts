import assert from "node:assert/strict";
import { policyText } from "../../../infra/edge/content-security-policy";

describe("the content security policy", () => {
  it("has each directive with its sources, in the order stated", () => {
    assert.equal(
      policyText({ "img-src": ["'self'", "https://images.example.com"], "default-src": ["'none'"] }),
      "img-src 'self' https://images.example.com; default-src 'none'",
    );
  });

  it("has a directive without sources by itself", () => {
    assert.equal(
      policyText({ "upgrade-insecure-requests": [], "default-src": ["'self'"] }),
      "upgrade-insecure-requests; default-src 'self'",
    );
  });
});
