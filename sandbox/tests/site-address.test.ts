import assert from "node:assert/strict";
import { siteAddress } from "../site-address";

describe("the site's address on this machine", () => {
  it("is the distribution's name at the local AWS, whatever port that has", () => {
    const outputs = { site: { domainName: "d111111abcdef8.cloudfront.net" } };
    assert.equal(siteAddress(outputs, "http://127.0.0.1:4567"), "http://d111111abcdef8.cloudfront.localhost:4567/");
  });

  it("is left out of a stack without an edge", () => {
    assert.equal(siteAddress({}, "http://127.0.0.1:4567"), undefined);
  });
});
