import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsSnapshotsPrivate, snapshots } from "./rds-snapshots-private";

judges(rdsSnapshotsPrivate, {
  types: snapshots,
  obeys: {
    "one that is shared with nobody": {},
    "an empty list": { sharedAccounts: [] },
    "one for accounts that are named": { sharedAccounts: ["123456789012"] },
  },
  refuses: {
    "one for every account": [{ sharedAccounts: ["all"] }, 'sharedAccounts has "all"'],
    "one for every account among others": [{ sharedAccounts: ["123456789012", "all"] }, 'sharedAccounts has "all"'],
    "one for every account beside one that only the update knows": [
      { sharedAccounts: [later("123456789012"), "all"] },
      'sharedAccounts has "all"',
    ],
  },
  unknown: { sharedAccounts: later(["all"]) },
});
