import assert from "node:assert/strict";

import { addressesOf, areEveryone } from "./addresses";

describe("addressesOf", () => {
  for (const [cidr, first, last] of [
    ["10.0.0.0/8", 0x0a000000n, 0x0affffffn],
    ["10.1.2.3/8", 0x0a000000n, 0x0affffffn],
    ["1.2.3.4/32", 0x01020304n, 0x01020304n],
    ["::1/128", 1n, 1n],
    ["1::/16", 1n << 112n, (2n << 112n) - 1n],
    ["::1.2.3.4/128", 0x01020304n, 0x01020304n],
    ["1:2:3:4:5:6:7:8/128", 0x00010002000300040005000600070008n, 0x00010002000300040005000600070008n],
  ] as const) {
    it(`reads ${cidr}`, () => {
      const { first: start, last: end } = addressesOf(cidr) ?? {};
      assert.deepEqual([start, end], [first, last]);
    });
  }

  for (const wrong of ["", "10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0/8", "1:::2/3", "all", undefined, 4, {}]) {
    it(`takes ${JSON.stringify(wrong)} for no block`, () => assert.equal(addressesOf(wrong), undefined));
  }
});

/** The blocks that hold every IPv4 address but the one. */
const allBut = (address: number) =>
  Array.from({ length: 32 }, (_, bit) => {
    const sibling = (((address ^ (1 << bit)) >>> bit) << bit) >>> 0;
    return `${[24, 16, 8, 0].map((shift) => (sibling >>> shift) & 255).join(".")}/${32 - bit}`;
  });

describe("areEveryone", () => {
  for (const cidrs of [
    ["0.0.0.0/0"],
    ["10.0.0.0/0"],
    ["0.0.0.0/00"],
    ["::/0"],
    ["::0/0"],
    ["0::0/0"],
    ["0:0:0:0:0:0:0:0/0"],
    ["0000:0000:0000:0000:0000:0000:0000:0000/0"],
    ["::0.0.0.0/0"],
    ["2000::/3"],
    ["0.0.0.0/1", "128.0.0.0/1"],
    ["::/1", "8000::/1"],
    ["2000::/4", "3000::/4"],
    ["10.0.0.0/8", "0.0.0.0/0", undefined],
    Array.from({ length: 256 }, (_, index) => `${index}.0.0.0/8`),
    allBut(0x01020304),
  ]) {
    it(`takes ${cidrs.slice(0, 3).join()} for everyone`, () => assert.ok(areEveryone(cidrs)));
  }

  for (const cidrs of [
    [],
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    ["0.0.0.0/2"],
    ["0.0.0.0/2", "0.0.0.0/2", "0.0.0.0/3"],
    ["64.0.0.0/2", "2000::/5"],
    ["fc00::/7"],
    ["fd00::/8", "fe80::/10"],
    ["2001:db8::/32"],
    [undefined],
  ]) {
    it(`does not take ${cidrs.join() || "nothing"} for everyone`, () => assert.ok(!areEveryone(cidrs)));
  }
});
