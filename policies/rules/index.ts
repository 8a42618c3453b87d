import type { Rule } from "../frame/rule";
import { rdsMultiAz } from "./rds/rds-multi-az";
import { vpcTwoAzs } from "./vpc/vpc-two-azs";

/** The rules of the pack, in the order of the README's table. A rule that is not named here does not run. */
export const rules: readonly Rule[] = [vpcTwoAzs, rdsMultiAz];
