/** One thing that is wrong with the arguments: where (`subnetSpecs[0].cidrBlocks`) and what. */
export interface Problem {
  readonly propertyPath: string;
  readonly reason: string;
}

/** Ends the reason of a problem that the official provider would not have. */
export const LIMIT =
  "a limit of the stand-in awsx plugin (sandbox/awsx-plugin/README.md), not of the official provider";
