const { cpus, totalmem } = require("node:os");

/** What one deployment takes at its peak: engine, program, policies, two plugins with a provider each, local AWS. */
const bytesEach = 2.2e9;
/** A deployment waits for half of its time and more. */
const deploymentsPerCore = 2;

/** Engine tests mostly wait, so more of them run at a time than there are cores, as many as the memory holds. */
module.exports = {
  ...require("../../.mocharc.json"),
  spec: ["tests/engine/**/*.test.ts"],
  timeout: 900_000,
  parallel: true,
  jobs: Math.max(2, Math.min(cpus().length * deploymentsPerCore, Math.floor((totalmem() * 0.75) / bytesEach))),
};
