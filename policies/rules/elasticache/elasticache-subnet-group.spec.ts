import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheSubnetGroup } from "./elasticache-subnet-group";

judges(elasticacheSubnetGroup, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup", "aws:elasticache/cluster:Cluster"],
  obeys: {
    "a group of its own": { subnetGroupName: "isolated" },
  },
  refuses: {
    "the default": [{ subnetGroupName: "default" }, 'subnetGroupName is "default"'],
    "no statement": [{}, "is not set (the default is default)"],
  },
  unknown: { subnetGroupName: later("default") },
});

judges(elasticacheSubnetGroup, {
  types: ["aws:elasticache/serverlessCache:ServerlessCache"],
  obeys: { "subnets of its own": { subnetIds: ["subnet-a", "subnet-b"] } },
  refuses: { "no subnets": [{ subnetIds: [] }, "subnetIds names none"], "no statement": [{}, "subnetIds names none"] },
  unknown: { subnetIds: later([]) },
});
