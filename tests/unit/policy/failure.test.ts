import assert from "node:assert/strict";
import { failureOf, plainly } from "../../../scripts/policy/failure";

const said = (severity: string, message: string, urn?: string) =>
  `${JSON.stringify({ diagnosticEvent: { severity, message, urn } })}\n`;
const failure = (...events: string[]) => failureOf({ log: events.join(""), stdout: "{}", stderr: "words\n" });

describe("failureOf", () => {
  it("is what the engine calls errors, each once", () => {
    const error = said("error", "no such region\n");
    assert.equal(failure(said("info", "installing"), error, error), "no such region");
  });

  it("is all that was printed where the engine has not begun", () => {
    assert.equal(failure(), "{}words");
  });

  it("names the resource that AWS did not take, and not the stack", () => {
    const urn = "urn:pulumi:dev::web-platform::web-platform:data:Database$aws:rds/instance:Instance::database";
    const stack = "urn:pulumi:dev::web-platform::pulumi:pulumi:Stack::web-platform-dev";
    assert.equal(
      failure(said("error", "too small", urn), said("error", "update failed", stack)),
      "aws:rds/instance:Instance database: too small",
    );
  });

  it("passes over what the SDK says of its connection, unless nothing else is said", () => {
    const hungUp = said(
      "error",
      "Error: 14 UNAVAILABLE: No connection established\n    at callErrorFromStatus (x.ts:1:1)",
    );
    const closed = said("error", "Channel has been shut down");
    const canceled = said("error", "failed to run remediation: context canceled");
    assert.equal(failure(hungUp, closed, said("error", "too small"), canceled), "too small");
    assert.notEqual(failure(hungUp), "");
    assert.equal(failure(said("error", "preview failed\n")), "preview failed");
  });
});

describe("an error of the program", () => {
  const root = "/repository";
  const thrown = (text: string) =>
    plainly(`Running program '/repository/infra/index.ts' failed with an unhandled exception:\n${text}\n`, root);

  it("is told with the place where it was thrown, and without its stack", () => {
    const stack = `TypeError: Cannot read properties of undefined
    at Map.forEach (<anonymous>)
    at load (/repository/node_modules/pkg/index.js:1:2)
    at platform (/repository/infra/index.ts:18:22)
    at Object.runProgram [as init] (/repository/node_modules/@pulumi/cmd/run/run.ts:577:70)`;
    assert.equal(thrown(stack), "TypeError: Cannot read properties of undefined (infra/index.ts:18)");
  });

  it("of a module that is not there names who wants it", () => {
    const stack = `Error: Cannot find module './nope'
Require stack:
- /repository/infra/index.ts
- /repository/node_modules/@pulumi/pulumi/cmd/run/run.js
    at Function._load (node:internal/modules/cjs/loader:1038:27) {
  code: 'MODULE_NOT_FOUND',
}`;
    assert.equal(thrown(stack), "Cannot find module './nope' (infra/index.ts)");
  });

  it("of syntax keeps what the compiler shows", () => {
    const shown = `x Unexpected token
    ,-[/repository/infra/index.ts:18:1]
 18 |   const = 3;`;
    const text = thrown(
      `Error:   ${shown}\n\n\nCaused by:\n    Syntax Error\n\nStack backtrace:\n   0: <unknown>\n    at f (/x.js:1:1)`,
    );
    assert.equal(text, shown.replace("/repository/", ""));
  });

  it("says nothing of the properties that wait for it", () => {
    const text = 'error serializing property "code": error serializing property "code": app/x.ts cannot be bundled';
    assert.equal(plainly(text, root), "app/x.ts cannot be bundled");
  });
});
