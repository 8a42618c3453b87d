"""Versions of databases, and what waits for a maintenance window."""

import time
from typing import Any

from tests.case import client, fills
from tests.rules.test_rds_changes import make_group
from tests.test_databases import DatabaseCase

_DAY = 24 * 60 * 60


def weekly(moment: float) -> str:
    """A window of an hour around a moment."""
    begin, end = (time.gmtime(moment + seconds) for seconds in (-1800, 1800))
    return f"{time.strftime('%a:%H:%M', begin)}-{time.strftime('%a:%H:%M', end)}".lower()


class Versions(DatabaseCase):
    @fills("rds_upgrades.full_versions")
    def test_a_major_version_becomes_a_full_one(self) -> None:
        name = self.make(EngineVersion="17")
        self.assertRegex(self.describe(name)["EngineVersion"], r"^17\.\d+$")
        name = self.make(Engine="mysql", EngineVersion="8.0")
        found = self.modify(name, EngineVersion="8.4", AllowMajorVersionUpgrade=True)
        self.assertRegex(found["EngineVersion"], r"^8\.4\.\d+$")

    @fills("rds_upgrades.full_versions")
    def test_its_own_major_version_takes_no_instance_back(self) -> None:
        found = self.modify(self.make(EngineVersion="17.99"), EngineVersion="17")
        self.assertEqual(found["EngineVersion"], "17.99")


class Waiting(DatabaseCase):
    def wait(self, name: str, **options: Any) -> dict[str, Any]:
        client("rds").modify_db_instance(DBInstanceIdentifier=name, **options)
        return self.describe(name)

    def make_waiting(self, **options: Any) -> str:
        """An instance whose window is far away."""
        return self.make(
            PreferredMaintenanceWindow=weekly(time.time() + 3 * _DAY),
            PreferredBackupWindow=f"{time.strftime('%H:%M', time.gmtime(time.time() + _DAY / 2))}-"
            f"{time.strftime('%H:%M', time.gmtime(time.time() + _DAY / 2 + 3600))}",
            BackupRetentionPeriod=7,
            **options,
        )

    @fills("rds_upgrades.waiting_changes")
    def test_an_upgrade_comes_with_the_window_and_takes_replicas_along(self) -> None:
        old, new = make_group("postgres17"), make_group("postgres18")
        name = self.make_waiting(EngineVersion="17.9", DBParameterGroupName=old)
        replica = self.replicate(name, DBParameterGroupName=old)
        found = self.wait(name, EngineVersion="18.3", AllowMajorVersionUpgrade=True, DBParameterGroupName=new)
        self.assertShows(found, {"EngineVersion": "17.9", "PendingModifiedValues": {"EngineVersion": "18.3"}})
        self.assertEqual(found["DBParameterGroups"][0]["DBParameterGroupName"], old)
        self.wait(name, PreferredMaintenanceWindow=weekly(time.time()))
        self.until(lambda: self.describe(name)["EngineVersion"], "18.3")
        for one, group in ((name, new), (replica, "default.postgres18")):
            found = self.describe(one)
            self.assertShows(found, {"EngineVersion": "18.3", "PendingModifiedValues": {}})
            self.assertEqual(found["DBParameterGroups"][0]["DBParameterGroupName"], group)

    @fills("rds_upgrades.waiting_changes")
    def test_what_waits_goes_with_what_is_applied_at_once(self) -> None:
        name = self.make_waiting()
        self.wait(name, DBInstanceClass="db.t4g.small")
        waits = self.wait(name, MultiAZ=True)["PendingModifiedValues"]
        self.assertEqual(waits, {"DBInstanceClass": "db.t4g.small", "MultiAZ": True})
        found = self.modify(name, MultiAZ=False)
        self.assertShows(found, {"DBInstanceClass": "db.t4g.small", "MultiAZ": False, "PendingModifiedValues": {}})

    @fills("rds_upgrades.waiting_changes")
    def test_asked_to_stay_as_it_is_it_stays(self) -> None:
        name = self.make_waiting(EngineVersion="17.9")
        self.wait(name, EngineVersion="17.10")
        self.assertEqual(self.wait(name, EngineVersion="17.9")["PendingModifiedValues"], {})
