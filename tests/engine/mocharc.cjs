const { readdirSync } = require("node:fs");
const { cpus, totalmem } = require("node:os");
const { join } = require("node:path");

/** What one deployment takes at its peak: engine, program, policies, two plugins with a provider each, local AWS. */
const bytesEach = 2.2e9;
/** A deployment waits for three quarters of its time: the provider does, for what AWS takes. */
const deploymentsPerCore = 4;
/** What takes longest begins first, so that nothing is left to run alone at the end. */
const first = [
  ...["data", "drift", "database-life", "instance-release", "prod", "lifecycle", "function-release", "variants"],
  ...["edge-of-instances", "release", "publishing", "instances", "both", "serverless", "preview-environment"],
].map(fileOf);
const others = readdirSync(__dirname).filter((name) => name.endsWith(".test.ts") && !first.includes(name));

function fileOf(name) {
  return `${name}.test.ts`;
}

/** Engine tests mostly wait, so more of them run at a time than there are cores, as many as the memory holds. */
module.exports = {
  ...require("../../.mocharc.json"),
  spec: [...first, ...others].map((name) => join(__dirname, name)),
  timeout: 900_000,
  parallel: true,
  jobs: Math.max(2, Math.min(cpus().length * deploymentsPerCore, Math.floor((totalmem() * 0.75) / bytesEach))),
};
