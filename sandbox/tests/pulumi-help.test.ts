import assert from "node:assert/strict";
import { unknownWord } from "../pulumi-help";

const ROOT = `Pulumi - Modern Infrastructure as Code

Usage:
  pulumi [command]

Deployment Commands:
  up                    Create or update the resources in a stack
  preview               Show a preview of updates to a stack's resources

Flags:
      --color string                 Colorize output
`;
const STACK = `Manage stacks

Usage:
  pulumi stack [flags]
  pulumi stack [command]

Available Commands:
  export                   Export a stack's deployment to standard out
  output                   Show a stack's output properties
`;
const EXPORT = `Export a stack's deployment

Usage:
  pulumi stack export [flags]

Flags:
      --file string      A filename to write stack output to
`;

describe("a word that Pulumi's help passes over", () => {
  it("is told, with what was meant", () => {
    assert.equal(unknownWord(["prevew"], ROOT), "pulumi has no command prevew: did you mean preview?");
    assert.equal(unknownWord(["stack", "exprt"], STACK), "pulumi stack has no command exprt: did you mean export?");
  });

  it("is none where the help is of the command itself, whatever follows", () => {
    assert.equal(unknownWord([], ROOT), undefined);
    assert.equal(unknownWord(["stack"], STACK), undefined);
    assert.equal(unknownWord(["stack", "export", "anything"], EXPORT), undefined);
  });
});
