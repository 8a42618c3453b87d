"""What happens to the data of instances: failovers, replicas, upgrades, snapshots, and the end of the local AWS."""

import functools
import itertools
import time
from collections.abc import Callable
from typing import Any

from tests.case import GapCase, client, enforces, fills
from tests.postgres import (
    Instance,
    Unreachable,
    instance,
    make_instance,
    make_network,
    make_workload,
    network,
    of,
    workload,
)
from tests.postgres_client import Connection, Refused
from tests.server import LocalAws
from tests.test_machines import lives

_numbers = itertools.count()


class Life(GapCase):
    def ended(self, connection: Connection) -> None:
        deadline = time.monotonic() + 30
        with self.assertRaises((Refused, EOFError, ConnectionError)):
            while time.monotonic() < deadline:
                connection.run("SELECT 1")

    @fills("rds_servers.instance_reboots")
    def test_a_failover_cuts_connections_and_comes_back_with_the_rows(self) -> None:
        made = make_instance(network(), MultiAZ=True)
        with workload().connect(made) as connection:
            connection.run("CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)")
            client("rds").reboot_db_instance(DBInstanceIdentifier=made.name, ForceFailover=True)
            self.ended(connection)
        with self.assertRaises(Refused) as caught:
            workload().run(made, "SELECT 1")
        self.assertEqual(caught.exception.code, "57P03")
        self.until(lambda: made.record["DBInstanceStatus"], "available")
        self.assertEqual(workload().run(made, "SELECT * FROM kept"), [["1"]])

    @enforces("rds_changes.failovers")
    def test_an_instance_in_one_zone_has_nowhere_to_fail_over_to(self) -> None:
        with self.refused("InvalidParameterCombination", "Multi-AZ"):
            client("rds").reboot_db_instance(DBInstanceIdentifier=instance().name, ForceFailover=True)

    def test_a_replica_has_what_its_source_has_and_takes_no_writes(self) -> None:
        source = make_instance(network())
        workload().run(source, "CREATE TABLE items (id int)", "INSERT INTO items VALUES (1)")
        record = client("rds").create_db_instance_read_replica(
            DBInstanceIdentifier=f"{source.name}-replica", SourceDBInstanceIdentifier=source.name
        )["DBInstance"]
        replica = of(record)
        self.assertEqual(workload().run(replica, "SELECT * FROM items"), [["1"]])
        workload().run(source, "INSERT INTO items VALUES (2)")
        self.until(lambda: len(workload().run(replica, "SELECT * FROM items")), 2)
        with self.assertRaises(Refused) as caught:
            workload().run(replica, "INSERT INTO items VALUES (3)")
        self.assertEqual(caught.exception.code, "25006")

    def test_a_new_major_version_keeps_rows_roles_and_passwords(self) -> None:
        made = make_instance(network(), "17")
        grants = ("CREATE ROLE reader LOGIN PASSWORD 'of-its-own'", "GRANT SELECT ON items TO reader")
        workload().run(made, "CREATE TABLE items (id int)", "INSERT INTO items VALUES (1)", *grants)
        with workload().connect(made) as connection:
            client("rds").modify_db_instance(
                DBInstanceIdentifier=made.name, EngineVersion="18", AllowMajorVersionUpgrade=True, ApplyImmediately=True
            )
            self.ended(connection)
        read = "SELECT id, current_setting('server_version_num')::int / 10000 FROM items"
        self.assertEqual(workload().run(made, read, user="reader", password="of-its-own"), [["1", "18"]])
        self.assertEqual(workload().run(made, read), [["1", "18"]])

    @fills("rds_servers.snapshot_data")
    def test_a_snapshot_holds_the_rows_as_they_were(self) -> None:
        made = self.with_a_row()
        rds, name = client("rds"), f"{made.name}-snapshot"
        rds.create_db_snapshot(DBInstanceIdentifier=made.name, DBSnapshotIdentifier=name)
        copies = self.aws().home / "local-aws-state" / "databases" / "copies"
        self.assertEqual(len(list(copies.iterdir())), 1)
        workload().run(made, "DELETE FROM items")
        self.assertEqual(self.rows(rds.restore_db_instance_from_db_snapshot, DBSnapshotIdentifier=name), [["1"]])
        rds.delete_db_snapshot(DBSnapshotIdentifier=name)
        self.assertEqual(list(copies.iterdir()), [])

    @fills("rds_servers.restored_data")
    def test_backups_hold_them_of_the_instance_and_of_one_that_is_gone(self) -> None:
        made = self.with_a_row()
        restore = functools.partial(client("rds").restore_db_instance_to_point_in_time, UseLatestRestorableTime=True)
        self.assertEqual(self.rows(restore, SourceDBInstanceIdentifier=made.name), [["1"]])
        client("rds").delete_db_instance(
            DBInstanceIdentifier=made.name, SkipFinalSnapshot=True, DeleteAutomatedBackups=False
        )
        self.assertEqual(self.rows(restore, SourceDbiResourceId=made.resource), [["1"]])

    @fills("rds_servers.instance_servers")
    def test_a_deleted_instance_has_no_server_and_no_data(self) -> None:
        made = make_instance(network())
        folder = self.aws().home / "local-aws-state" / "databases" / made.resource
        workload().run(made, "SELECT 1")
        pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        client("rds").delete_db_instance(DBInstanceIdentifier=made.name, SkipFinalSnapshot=True)
        self.assertFalse(folder.exists())
        self.until(lambda: lives(pid), False)
        with self.assertRaises(Unreachable):
            workload().run(made, "SELECT 1")

    def with_a_row(self) -> Instance:
        made = make_instance(network())
        workload().run(made, "CREATE TABLE items (id int)", "INSERT INTO items VALUES (1)")
        return made

    def rows(self, restore: Callable[..., dict[str, Any]], **source: str) -> list[list[str | None]]:
        """Of an instance that is made of a source."""
        name = f"restored-{next(_numbers)}"
        target = "TargetDBInstanceIdentifier" if "DBSnapshotIdentifier" not in source else "DBInstanceIdentifier"
        where = {"DBSubnetGroupName": network().subnet_group, "VpcSecurityGroupIds": [network().databases]}
        return workload().run(of(restore(**{target: name}, **source, **where)["DBInstance"]), "SELECT * FROM items")


class Ends(GapCase):
    """With a local AWS of their own, which ends."""

    def setUp(self) -> None:
        self.shared, self.own = GapCase._shared, LocalAws()
        self.own.start()
        self.use(self.own)

    def tearDown(self) -> None:
        self.own.remove()
        self.use(self.shared)

    def use(self, aws: LocalAws | None) -> None:
        GapCase._shared = aws
        client.cache_clear()

    def test_rows_stay_however_the_local_aws_ends_and_no_server_does(self) -> None:
        places = make_network()
        made = make_instance(places)
        pid, orphan = 0, self.own.home / "local-aws-state" / "databases" / "db-WITHOUT-AN-INSTANCE"
        for rows, kill in enumerate((None, False, True), 1):
            if kill is not None:
                orphan.mkdir()
                self.own.stop(kill=kill)
                self.until(functools.partial(lives, pid), False, 10)
                self.own.start()
                self.use(self.own)
                self.until(orphan.exists, False)
            who = make_workload(places)
            statements = ("CREATE TABLE IF NOT EXISTS kept (id int)", "INSERT INTO kept VALUES (1)")
            self.assertEqual(len(who.run(made, *statements, "SELECT * FROM kept")), rows)
            folder = self.own.home / "local-aws-state" / "databases" / made.resource
            pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
            time.sleep(1.2)  # what the local AWS holds is saved
