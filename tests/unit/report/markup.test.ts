import assert from "node:assert/strict";
import fc from "fast-check";
import { markup } from "../../../scripts/report/markup";

describe("markup", () => {
  it("escapes what is put in, once", () => {
    const inner = markup`<b>${"<i> & 'x'"}</b>`;
    assert.equal(
      markup`<p title="${'"'}">${inner}</p>`.text,
      '<p title="&quot;"><b>&lt;i&gt; &amp; &#39;x&#39;</b></p>',
    );
  });

  it("joins lists and leaves out what is not there", () => {
    assert.equal(markup`${["a", markup`<br>`, 0]}${undefined}${false}`.text, "a<br>0");
  });

  it("lets no text open a tag or leave an attribute", () => {
    fc.assert(fc.property(fc.string(), (text) => assert.doesNotMatch(markup`${text}`.text, /[<>"']/)));
  });
});
