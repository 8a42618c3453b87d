import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { cloudfrontOriginFailover } from "./cloudfront-origin-failover";

const group = (...members: readonly string[]) => ({
  originId: "group",
  members: members.map((originId) => ({ originId })),
});

judges(cloudfrontOriginFailover, {
  types: ["aws:cloudfront/distribution:Distribution"],
  obeys: { "two origins": { originGroups: [group("a", "b")] } },
  refuses: {
    "no group": [{}, "no originGroup"],
    "an empty list": [{ originGroups: [] }, "no originGroup"],
    "a group of one": [{ originGroups: [group("a")] }, "no originGroup of two members"],
  },
  unknown: { originGroups: later([]) },
});
