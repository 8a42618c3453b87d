import assert from "node:assert/strict";
import { comparedWith, listOf, type Peer, peers } from "../../../scripts/controls/compared";
import { leftOut } from "../../../scripts/controls/left-out";

describe("the pack, compared with other rule sets", () => {
  const names = Object.keys(peers) as Peer[];

  for (const peer of names) {
    it(`has a rule, a control or a reason for everything of ${peer}, and no reason beside a rule`, () => {
      const wrong = comparedWith(peer)
        .filter(({ rules, controls, leftOut: reason }) => rules.length + controls.length > 0 === (reason !== undefined))
        .map(({ id, title, rules }) => [id, title, ...rules]);
      assert.deepEqual(wrong, []);
    });
  }

  it("leaves out nothing twice, and nothing that no list has", () => {
    const ids = leftOut.flatMap(([, own]) => own);
    assert.deepEqual(ids, [...new Set(ids)]);
    const listed = new Set(names.flatMap((peer) => Object.keys(listOf(peer).controls).map((id) => `${peer} ${id}`)));
    assert.deepEqual(
      ids.filter((id) => !listed.has(id)),
      [],
    );
  });
});
