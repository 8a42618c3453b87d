import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsNoDefaultNames } from "./rds-no-default-names";

judges(rdsNoDefaultNames, {
  types: ["aws:rds/instance:Instance"],
  obeys: {
    "names of its own": { engine: "postgres", port: 15432, username: "platform" },
    "a replica": { replicateSourceDb: "primary", port: 5432 },
    "a replica of what is not known": { replicateSourceDb: later("x"), port: 5432 },
    "another port by text": { engine: "postgres", port: "15432", username: "platform" },
    "an engine that is not stated": { snapshotIdentifier: "last" },
  },
  refuses: {
    "the port of PostgreSQL": [
      { engine: "postgres", port: 5432, username: "platform" },
      "port is 5432, the default of postgres",
    ],
    "no port": [{ engine: "mysql", username: "platform" }, "port is 3306"],
    "a port by text": [{ engine: "MySQL", port: "3306", username: "platform" }, "port is 3306"],
    "the port of Db2": [{ engine: "db2-se", username: "platform" }, "port is 50000"],
    "a usual user": [{ engine: "postgres", port: 15432, username: "admin" }, "the master user is admin"],
    "a usual user in another case": [
      { engine: "postgres", port: 15432, username: "Admin" },
      "the master user is Admin",
    ],
  },
  unknown: { engine: "postgres", port: later(5432), username: "platform" },
});

judges(rdsNoDefaultNames, {
  types: ["aws:rds/cluster:Cluster"],
  obeys: {
    "names of its own": { engine: "aurora-postgresql", port: 15432, masterUsername: "platform" },
    "a replica": { replicationSourceIdentifier: "primary", engine: "aurora-mysql" },
  },
  refuses: {
    "no port": [{ engine: "aurora-mysql", masterUsername: "platform" }, "port is 3306"],
    "a usual user": [
      { engine: "aurora-postgresql", port: 15432, masterUsername: "postgres" },
      "the master user is postgres",
    ],
  },
  unknown: { engine: "aurora-postgresql", port: later(5432) },
});
