"""Rules of RDS about what stands beside what."""

import itertools

from tests.case import client, enforces, fills, make_vpc
from tests.test_databases import DatabaseCase

_numbers = itertools.count()


def make_group(family: str) -> str:
    name = f"parameters-{next(_numbers)}"
    client("rds").create_db_parameter_group(DBParameterGroupName=name, DBParameterGroupFamily=family, Description="x")
    return name


class Upgrades(DatabaseCase):
    @enforces("rds_changes.upgrades")
    def test_a_version_only_grows_to_one_that_is_offered(self) -> None:
        name = self.make(EngineVersion="17.9")
        for version in ("17.8", "16", "19"):
            with self.refused("InvalidParameterCombination", f"Cannot upgrade postgres from 17.9 to {version}"):
                self.modify(name, EngineVersion=version, AllowMajorVersionUpgrade=True)
        with self.refused("InvalidParameterCombination", "Cannot upgrade postgres from 17.9 to 18.2"):
            self.modify(name, EngineVersion="18.2", AllowMajorVersionUpgrade=True)
        self.modify(name, EngineVersion="17.10")
        self.modify(name, EngineVersion="17")

    @enforces("rds_changes.upgrades")
    def test_a_major_upgrade_is_allowed_first_and_has_its_group(self) -> None:
        name = self.make(EngineVersion="17", DBParameterGroupName=make_group("postgres17"))
        with self.refused("InvalidParameterCombination", "AllowMajorVersionUpgrade flag"):
            self.modify(name, EngineVersion="18")
        with self.refused("InvalidParameterCombination", "is custom"):
            self.modify(name, EngineVersion="18", AllowMajorVersionUpgrade=True)
        group = make_group("postgres18")
        self.modify(name, EngineVersion="18", AllowMajorVersionUpgrade=True, DBParameterGroupName=group)

    @enforces("rds_changes.replicas_first")
    def test_replicas_are_upgraded_before_their_primary(self) -> None:
        for engine, old, new in (("postgres", "17.9", "17.10"), ("mysql", "8.0.46", "8.4.9")):
            primary = self.make(Engine=engine, EngineVersion=old)
            replica = self.replicate(primary)
            upgrade = {"EngineVersion": new, "AllowMajorVersionUpgrade": True}
            with self.refused("DBUpgradeDependencyFailure", f"need to be upgraded: {replica}"):
                self.modify(primary, **upgrade)
            self.modify(replica, **upgrade)
            self.modify(primary, **upgrade)

    @enforces("rds_changes.replicas_first")
    def test_a_replica_of_postgresql_has_no_major_upgrade_of_its_own(self) -> None:
        replica = self.replicate(self.make(EngineVersion="17.9"))
        with self.refused("InvalidParameterCombination", "by itself"):
            self.modify(replica, EngineVersion="18.3", AllowMajorVersionUpgrade=True)


class ParameterGroups(DatabaseCase):
    @enforces("rds_changes.parameter_group_family")
    def test_a_group_is_there_and_of_the_right_family(self) -> None:
        group = make_group("postgres16")
        with self.refused("InvalidParameterCombination", group, "Use a parameter group", "postgres17"):
            self.make(EngineVersion="17", DBParameterGroupName=group)
        with self.refused("InvalidParameterCombination", "mysql8.4"):
            self.make(Engine="mysql", EngineVersion="8.4.8", DBParameterGroupName="default.mysql8.0")
        with self.refused("DBParameterGroupNotFound", "none"):
            self.modify(self.make(), DBParameterGroupName="none")

    @enforces("rds_changes.parameter_group_in_use")
    def test_a_group_in_use_stays(self) -> None:
        group = make_group("postgres17")
        name = self.make(EngineVersion="17", DBParameterGroupName=group)
        with self.refused("InvalidDBParameterGroupState", "still members", group):
            client("rds").delete_db_parameter_group(DBParameterGroupName=group)
        client("rds").delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        client("rds").delete_db_parameter_group(DBParameterGroupName=group)

    @enforces("rds_changes.parameter_group_in_use")
    @fills("rds_upgrades.waiting_changes")
    def test_so_do_both_of_an_upgrade_that_waits(self) -> None:
        old, new = make_group("postgres17"), make_group("postgres18")
        name = self.make(EngineVersion="17", DBParameterGroupName=old)
        upgrade = {"EngineVersion": "18", "AllowMajorVersionUpgrade": True, "DBParameterGroupName": new}
        client("rds").modify_db_instance(DBInstanceIdentifier=name, **upgrade)
        for group in (old, new):
            with self.refused("InvalidDBParameterGroupState", group):
                client("rds").delete_db_parameter_group(DBParameterGroupName=group)
        self.modify(name, **upgrade)
        client("rds").delete_db_parameter_group(DBParameterGroupName=old)


class Replicas(DatabaseCase):
    @enforces("rds_changes.replicas")
    def test_a_managed_password_excludes_replicas(self) -> None:
        with self.refused("InvalidParameterValue", "engine postgres", "ManageMasterUserPassword"):
            self.replicate(self.make(ManageMasterUserPassword=True))
        source = self.make()
        self.replicate(source)
        with self.refused("InvalidParameterValue", "ManageMasterUserPassword"):
            self.modify(source, ManageMasterUserPassword=True)

    @enforces("rds_changes.replicas")
    def test_a_source_is_backed_up(self) -> None:
        source = self.make()
        self.modify(source, BackupRetentionPeriod=0)
        with self.refused("InvalidDBInstanceState", "Automated backups are not enabled"):
            self.replicate(source)

    @enforces("rds_changes.replica_parameter_group")
    def test_a_replica_of_mysql_starts_with_the_sources_group(self) -> None:
        source = self.make(Engine="mysql", EngineVersion="8.4")
        with self.refused("InvalidParameterCombination", "mysql"):
            self.replicate(source, DBParameterGroupName=make_group("mysql8.4"))


class FinalSnapshots(DatabaseCase):
    @enforces("rds_changes.final_snapshots")
    def test_a_final_snapshot_needs_a_name_that_is_free(self) -> None:
        rds = client("rds")
        name, again = self.make(), self.make()
        with self.refused("InvalidParameterCombination", "FinalDBSnapshotIdentifier is required"):
            rds.delete_db_instance(DBInstanceIdentifier=name)
        with self.refused("InvalidParameterCombination", "FinalDBSnapshotIdentifier"):
            rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True, FinalDBSnapshotIdentifier="final")
        rds.delete_db_instance(DBInstanceIdentifier=name, FinalDBSnapshotIdentifier=f"{name}-final")
        with self.refused("DBSnapshotAlreadyExists", f"{name}-final"):
            rds.delete_db_instance(DBInstanceIdentifier=again, FinalDBSnapshotIdentifier=f"{name}-final")
        self.assertShows(self.describe(again), {"DBInstanceStatus": "available"})


class Places(DatabaseCase):
    @enforces("rds_changes.subnet_groups")
    def test_a_subnet_group_covers_two_zones(self) -> None:
        _, subnets = make_vpc(zones=1)
        with self.refused("DBSubnetGroupDoesNotCoverEnoughAZs", "eu-west-1a", "at least 2 AZs"):
            client("rds").create_db_subnet_group(
                DBSubnetGroupName="one-zone", DBSubnetGroupDescription="x", SubnetIds=subnets
            )

    @enforces("rds_changes.proxy_targets")
    def test_a_proxy_is_of_its_targets_family(self) -> None:
        rds = client("rds")
        _, subnets = make_vpc()
        role, secret = "arn:aws:iam::000000000000:role/proxy", "arn:aws:secretsmanager:eu-west-1:000000000000:secret:x"
        rds.create_db_proxy(
            DBProxyName="family",
            EngineFamily="POSTGRESQL",
            Auth=[{"AuthScheme": "SECRETS", "SecretArn": secret, "IAMAuth": "REQUIRED"}],
            RoleArn=role,
            VpcSubnetIds=subnets,
        )
        with self.refused("InvalidDBInstanceState", "mysql", "POSTGRESQL"):
            rds.register_db_proxy_targets(DBProxyName="family", DBInstanceIdentifiers=[self.make(Engine="mysql")])
        rds.register_db_proxy_targets(DBProxyName="family", DBInstanceIdentifiers=[self.make()])
