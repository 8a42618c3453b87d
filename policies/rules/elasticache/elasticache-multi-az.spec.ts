import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { elasticacheMultiAz } from "./elasticache-multi-az";

judges(elasticacheMultiAz, {
  types: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  obeys: {
    both: { automaticFailoverEnabled: true, multiAzEnabled: true },
  },
  refuses: {
    "one zone": [{ automaticFailoverEnabled: true, multiAzEnabled: false }, "multiAzEnabled is false"],
    "no failover": [{ automaticFailoverEnabled: false, multiAzEnabled: true }, "automaticFailoverEnabled is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { automaticFailoverEnabled: true, multiAzEnabled: later(false) },
});
