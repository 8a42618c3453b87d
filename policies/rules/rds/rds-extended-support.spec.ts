import assert from "node:assert/strict";

import { CLUSTER, INSTANCE } from "../../aws/databases";
import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief } from "../../testing/kit";
import { rdsExtendedSupport } from "./rds-extended-support";

const off = { engineLifecycleSupport: "open-source-rds-extended-support-disabled" };
const on = { engineLifecycleSupport: "open-source-rds-extended-support" };

judges(rdsExtendedSupport, {
  types: [INSTANCE, CLUSTER],
  obeys: {
    "PostgreSQL without": { engine: "postgres", ...off },
    "MySQL without": { engine: "mysql", ...off },
    "Aurora without": { engine: "aurora-mysql", ...off },
    "MariaDB, which has none": { engine: "mariadb" },
    "Oracle, which has none": { engine: "oracle-se2" },
    "RDS Custom, which has none": { engine: "custom-sqlserver-ee" },
  },
  refuses: {
    "PostgreSQL with": [{ engine: "postgres", ...on }, 'engineLifecycleSupport is "open-source-rds-extended-support"'],
    "PostgreSQL that states nothing": [{ engine: "postgres" }, "is not set (the default is open-source"],
    "MySQL that states nothing": [{ engine: "MySQL" }, "is not set"],
    "Aurora that states nothing": [{ engine: "aurora-postgresql" }, "is not set"],
  },
  unknown: { engine: "postgres", engineLifecycleSupport: later(on.engineLifecycleSupport) },
});

judges(rdsExtendedSupport, {
  types: ["aws:rds/globalCluster:GlobalCluster"],
  obeys: {
    "a global database without": { engine: "aurora-postgresql", ...off },
    "one of a cluster that says so": { sourceDbClusterIdentifier: later("arn") },
  },
  refuses: {
    "a global database that states nothing": [{ engine: "aurora-postgresql" }, "is not set"],
    "one that states no engine": [{}, "is not set"],
  },
});

describe("rds-extended-support, what RDS fills in", () => {
  it("is refused in a preview that does not show it yet", () => {
    const silent = resource(INSTANCE, "db", { engine: "postgres" }, { assigned: on });
    assert.deepEqual(brief(always(rdsExtendedSupport, [silent])), ["advisory db"]);
  });
});

describe("rds-extended-support, copies", () => {
  it("have what theirs has", () => {
    const primary = resource(INSTANCE, "primary", { engine: "postgres", ...off });
    const replica = resource(INSTANCE, "replica", { replicateSourceDb: idOf(primary) });
    const second = resource(CLUSTER, "second", { engine: "aurora-mysql", globalClusterIdentifier: later("global") });
    const copy = resource(CLUSTER, "copy", { engine: "aurora-mysql", replicationSourceIdentifier: later("arn") });
    assert.deepEqual(brief(always(rdsExtendedSupport, [primary, replica, second, copy])), []);
  });
});
