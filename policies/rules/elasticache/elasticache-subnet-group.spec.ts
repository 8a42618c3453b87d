import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheSubnetGroup } from "./elasticache-subnet-group";

judges(elasticacheSubnetGroup, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    "a group of its own": { subnetGroupName: "isolated" },
  },
  refuses: {
    "the default": [{ subnetGroupName: "default" }, 'subnetGroupName is "default"'],
    "no statement": [{}, "is not set (the default is default)"],
  },
  unknown: { subnetGroupName: later("default") },
});
