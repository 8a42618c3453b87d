"""Rules of RDS about gp3 storage."""

from tests.case import client, enforces, fills
from tests.test_databases import DatabaseCase


class Sizes(DatabaseCase):
    @enforces("rds_storage.sizes")
    def test_storage_has_a_least_size_and_room_to_grow(self) -> None:
        with self.refused("InvalidParameterValue", "Invalid storage size", "19"):
            self.make(AllocatedStorage=19)
        with self.refused("InvalidParameterCombination", "at least 10%"):
            self.make(AllocatedStorage=100, MaxAllocatedStorage=105)
        self.make(AllocatedStorage=100, MaxAllocatedStorage=110)

    @enforces("rds_storage.sizes")
    def test_storage_never_shrinks(self) -> None:
        with self.refused("InvalidParameterValue", "(50)", "(100)"):
            self.modify(self.make(AllocatedStorage=100), AllocatedStorage=50)


class Performance(DatabaseCase):
    @enforces("rds_storage.performance")
    def test_nobody_says_what_small_storage_has(self) -> None:
        for said in ({"Iops": 3000}, {"StorageThroughput": 125}, {"Iops": 12000}):
            with self.refused(
                "InvalidParameterCombination", "You can't specify IOPS", "engine postgres", "less than 400"
            ):
                self.make(AllocatedStorage=399, **said)
        with self.refused("InvalidParameterCombination", "engine mysql"):
            self.modify(self.make(Engine="mysql"), Iops=12000)

    @enforces("rds_storage.performance")
    def test_what_grows_past_400_gib_has_other_iops(self) -> None:
        name = self.make(AllocatedStorage=100)
        with self.refused("InvalidParameterCombination", "Invalid iops value", "postgres", "3000"):
            self.modify(name, AllocatedStorage=400, Iops=3000)
        with self.refused("InvalidParameterCombination", "both the storage size and iops"):
            self.modify(name, AllocatedStorage=400)

    @fills("rds_instances.instance_settings")
    def test_and_other_throughput(self) -> None:
        grown = self.modify(self.make(AllocatedStorage=100), AllocatedStorage=400, Iops=12000)
        self.assertShows(grown, {"AllocatedStorage": 400, "Iops": 12000, "StorageThroughput": 500})

    @enforces("rds_storage.performance")
    def test_throughput_is_a_quarter_of_the_iops_at_most(self) -> None:
        with self.refused("InvalidParameterCombination", "ratio"):
            self.make(AllocatedStorage=400, Iops=12000, StorageThroughput=3001)
        with self.refused("InvalidParameterCombination", "throughput", "4001"):
            self.make(AllocatedStorage=400, Iops=64000, StorageThroughput=4001)
        with self.refused("InvalidParameterCombination", "Invalid iops value", "64001"):
            self.make(AllocatedStorage=400, Iops=64001)
        self.make(AllocatedStorage=400, Iops=16000, StorageThroughput=4000)


class Changes(DatabaseCase):
    @enforces("rds_storage.changes_a_day")
    @fills("rds_changes.storage_changes")
    def test_storage_changes_four_times_a_day(self) -> None:
        name = self.make(AllocatedStorage=20)
        for size in (30, 40, 50, 60):
            self.modify(name, AllocatedStorage=size)
        with self.refused("InvalidParameterCombination", "four times in 24 hours"):
            self.modify(name, AllocatedStorage=70)
        client("rds").modify_db_instance(DBInstanceIdentifier=name, AllocatedStorage=60, BackupRetentionPeriod=9)
