const { appendFileSync } = require("node:fs");
const { reporters } = require("mocha");

/**
 * Mocha's own report, closed by one line that a machine can read. With `TEST_RESULTS` in the environment, each test is a
 * line of JSON in that file too: its file, its full title, its milliseconds.
 */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.TEST_RESULTS;
    if (!file) return;
    runner.on("test end", (test) => {
      const result = {
        file: test.file,
        title: test.fullTitle(),
        ms: test.duration ?? 0,
        state: test.state ?? "skipped",
      };
      appendFileSync(file, `${JSON.stringify(result)}\n`);
    });
  }

  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
  }
};
