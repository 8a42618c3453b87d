import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elbDeletionProtection } from "./elb-deletion-protection";

judges(elbDeletionProtection, {
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  obeys: {
    protection: { enableDeletionProtection: true },
  },
  refuses: {
    none: [{ enableDeletionProtection: false }, "is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { enableDeletionProtection: later(false) },
});
