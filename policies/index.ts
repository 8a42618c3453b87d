import { PolicyPack } from "@pulumi/policy";

import { shareProperties } from "./frame/sdk";
import { rules } from "./rules";

// The engine runs this file, and this file alone starts anything: a rule can be imported anywhere without effect.
shareProperties();
new PolicyPack("web-platform", { policies: [...rules] });
