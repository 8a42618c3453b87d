"""Databases that are restored, from a snapshot or to a point in time."""

from datetime import datetime, timedelta, timezone
from typing import Any

from tests.case import client, enforces, fills, make_vpc
from tests.keys import make_key
from tests.rules.test_rds_changes import make_group
from tests.test_databases import DatabaseCase


class RestoreCase(DatabaseCase):
    def snapshot(self, name: str) -> str:
        client("rds").create_db_snapshot(DBSnapshotIdentifier=f"{name}-kept", DBInstanceIdentifier=name)
        return f"{name}-kept"

    def restore(self, name: str, **options: Any) -> dict[str, Any]:
        """An instance of a new snapshot of another."""
        restored = {"DBInstanceIdentifier": f"{name}-restored", "DBSnapshotIdentifier": self.snapshot(name)}
        client("rds").restore_db_instance_from_db_snapshot(**(restored | options))
        return self.describe(f"{name}-restored")

    def go_back(self, name: str | None, **options: Any) -> dict[str, Any]:
        """An instance of the backups of another."""
        source = {"SourceDBInstanceIdentifier": name} if name else {}
        made = {"TargetDBInstanceIdentifier": f"{name or 'gone'}-back", **source}
        if "RestoreTime" not in options:
            made["UseLatestRestorableTime"] = True
        client("rds").restore_db_instance_to_point_in_time(**(made | options))
        return self.describe(made["TargetDBInstanceIdentifier"])


class Restores(RestoreCase):
    @fills("rds_restores.snapshot_restores")
    def test_a_snapshot_has_what_its_instance_was(self) -> None:
        was = {
            **{"DBName": "app", "MasterUsername": "owner", "EngineVersion": "17.9", "AllocatedStorage": 30},
            **{"BackupRetentionPeriod": 9, "StorageEncrypted": True, "KmsKeyId": make_key(), "StorageType": "gp3"},
        }
        _, subnets = make_vpc()
        client("rds").create_db_subnet_group(
            DBSubnetGroupName="restored", DBSubnetGroupDescription="x", SubnetIds=subnets
        )
        group = make_group("postgres17")
        own = {"DBInstanceClass": "db.m7g.large", "DBParameterGroupName": group, "DBSubnetGroupName": "restored"}
        found = self.restore(self.make(**was), **own, Port=16000, MultiAZ=True, EnableCloudwatchLogsExports=["upgrade"])
        self.assertShows(found, was | {"DBInstanceClass": "db.m7g.large", "MultiAZ": True})
        self.assertEqual(found["DBParameterGroups"][0]["DBParameterGroupName"], group)
        self.assertEqual(found["DBSubnetGroup"]["DBSubnetGroupName"], "restored")
        self.assertEqual(found["EnabledCloudwatchLogsExports"], ["upgrade"])
        self.assertEqual(found["Endpoint"]["Port"], 16000)
        self.assertIn(".rds.amazonaws.com", found["Endpoint"]["Address"])

    @fills("rds_restores.point_in_time_restores")
    def test_an_instance_goes_back_beside_itself(self) -> None:
        name = self.make(DBName="app", BackupRetentionPeriod=7)
        found = self.go_back(name, RestoreTime=datetime.now(timezone.utc))
        self.assertShows(found, {"DBName": "app", "BackupRetentionPeriod": 7})
        self.assertNotEqual(found["DbiResourceId"], self.describe(name)["DbiResourceId"])

    @fills("rds_restores.point_in_time_restores")
    def test_kept_backups_outlive_their_instance(self) -> None:
        name = self.make(DBName="app", BackupRetentionPeriod=7)
        resource = self.describe(name)["DbiResourceId"]
        client("rds").delete_db_instance(
            DBInstanceIdentifier=name, SkipFinalSnapshot=True, DeleteAutomatedBackups=False
        )
        found = self.go_back(None, SourceDbiResourceId=resource)
        self.assertEqual(found["DBName"], "app")

    @fills("rds_restores.point_in_time_restores")
    def test_others_go_with_it(self) -> None:
        name = self.make(BackupRetentionPeriod=7)
        resource = self.describe(name)["DbiResourceId"]
        client("rds").delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        with self.refused("DBInstanceAutomatedBackupNotFound", resource):
            self.go_back(None, SourceDbiResourceId=resource)


class Refused(RestoreCase):
    @enforces("rds_restores.points_in_time")
    def test_a_restore_has_a_source_and_a_moment_of_its_backups(self) -> None:
        name = self.make(BackupRetentionPeriod=7)
        with self.refused("InvalidParameterCombination", "SourceDbiResourceId"):
            self.go_back(name, SourceDbiResourceId=self.describe(name)["DbiResourceId"])
        with self.refused("DBInstanceNotFound", "none"):
            self.go_back("none")
        with self.refused("DBInstanceAutomatedBackupNotFound", "db-NONE"):
            self.go_back(None, SourceDbiResourceId="db-NONE")
        with self.refused("InvalidParameterCombination", "UseLatestRestorableTime"):
            self.go_back(name, UseLatestRestorableTime=False)
        for hours in (-1, 1):
            with self.refused("InvalidParameterValue", "restorable time"):
                self.go_back(name, RestoreTime=datetime.now(timezone.utc) + timedelta(hours=hours))
        with self.refused("PointInTimeRestoreNotEnabled", "not enabled"):
            self.go_back(self.make(BackupRetentionPeriod=0))

    @enforces("rds_restores.what_stays")
    def test_what_is_the_source_s_stays(self) -> None:
        name = self.make(EngineVersion="17.9", AllocatedStorage=30, BackupRetentionPeriod=7)
        for refused, code, word in (
            ({"DBName": "other"}, "InvalidParameterValue", "must be null"),
            ({"DBParameterGroupName": make_group("postgres18")}, "InvalidParameterCombination", "postgres17"),
            ({"DBParameterGroupName": "none"}, "DBParameterGroupNotFound", "none"),
            ({"Engine": "mysql"}, "InvalidParameterCombination", "compatible"),
            ({"AllocatedStorage": 20}, "InvalidParameterValue", "cannot be less"),
        ):
            with self.refused(code, word):
                self.go_back(name, **refused)

    @enforces("rds_restores.keys")
    def test_so_does_its_key(self) -> None:
        key = make_key()
        name = self.make(StorageEncrypted=True, KmsKeyId=key)
        client("kms").disable_key(KeyId=key)
        with self.refused("KMSKeyNotAccessibleFault", key):
            self.restore(name)
