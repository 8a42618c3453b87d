import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import { layersOf } from "./user-data";

const script = "#!/bin/bash\nexport DB_PASSWORD=hunter2\n";
const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

describe("layersOf", () => {
  for (const [what, text] of Object.entries({
    "plain text": script,
    "encoded text": base64(script),
    "text encoded in lines": base64(script).replace(/(.{20})/g, "$1\n"),
    "packed text": base64(gzipSync(script)),
    "an encoded file within a text": `#cloud-config\nwrite_files:\n  - content: ${base64(script)}\n    encoding: b64\n`,
    "an encoded file within an encoded text": base64(`content: ${base64(script)}\n`),
    "an encoded part": `--==\nContent-Transfer-Encoding: base64\n\n${base64(script.repeat(3)).replace(/(.{76})/g, "$1\r\n")}\r\n--==`,
  })) {
    it(`shows ${what}`, () => assert.ok(layersOf(text).some((layer) => layer.includes(script))));
  }

  it("takes no other bytes for text", () => {
    assert.equal(layersOf(base64(Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).length, 1);
    assert.equal(layersOf(base64(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))).length, 1);
  });
});
