"""Rules of RDS about one instance."""

from typing import Any

from tests.case import client, enforces
from tests.roles import make_role, name_of
from tests.test_databases import DatabaseCase


class Names(DatabaseCase):
    @enforces("rds.identifiers")
    def test_an_identifier_has_no_two_hyphens(self) -> None:
        for name in ("a--b", "1st", "end-", "x" * 64):
            with self.refused("InvalidParameterValue", "DBInstanceIdentifier", name):
                client("rds").create_db_instance(
                    DBInstanceIdentifier=name, Engine="postgres", DBInstanceClass="db.t4g.micro"
                )

    @enforces("rds.identifiers")
    def test_so_has_a_parameter_group(self) -> None:
        with self.refused("InvalidParameterValue", "a_b"):
            client("rds").create_db_parameter_group(
                DBParameterGroupName="a_b", DBParameterGroupFamily="postgres17", Description="x"
            )

    @enforces("rds.names")
    def test_reserved_names_are_refused(self) -> None:
        for engine, name in (("postgres", "admin"), ("postgres", "pg_me"), ("mysql", "rdsadmin")):
            with self.refused("InvalidParameterValue", f"MasterUsername {name}", "reserved"):
                self.make(Engine=engine, MasterUsername=name)
        with self.refused("InvalidParameterValue", "MasterUsername"):
            self.make(MasterUsername="seventeen_letters")
        with self.refused("InvalidParameterValue", "DBName", "a-b"):
            self.make(DBName="a-b")
        self.make(Engine="mysql", MasterUsername="admin", DBName="app_1")


class Offers(DatabaseCase):
    @enforces("rds.engine_versions")
    def test_a_version_has_to_be_offered(self) -> None:
        for engine, version in (("postgres", "19"), ("postgres", "17.4"), ("mysql", "8.1"), ("mysql", "8.4.1")):
            with self.refused("InvalidParameterCombination", f"Cannot find version {version} for {engine}"):
                self.make(Engine=engine, EngineVersion=version)

    def test_major_versions_and_later_minor_ones_are(self) -> None:
        for engine, version in (("postgres", "17"), ("postgres", "18.99"), ("mysql", "8.4"), ("mysql", "8.0.46")):
            self.make(Engine=engine, EngineVersion=version)

    @enforces("rds.instance_classes")
    def test_a_class_has_to_exist(self) -> None:
        for name in ("db.m7g.medium", "db.t2.micro", "db.t4g.8xlarge"):
            with self.refused("InvalidParameterCombination", f"DBInstanceClass={name}", "Engine=postgres"):
                self.make(DBInstanceClass=name)
        with self.refused("InvalidParameterValue", "Invalid DB Instance class: t4g.micro"):
            self.make(DBInstanceClass="t4g.micro")
        with self.refused("InvalidParameterCombination", "db.m7g.medium"):
            self.modify(self.make(), DBInstanceClass="db.m7g.medium")


class Passwords(DatabaseCase):
    @enforces("rds.master_users")
    def test_an_instance_has_a_master_user_with_a_password(self) -> None:
        for options in ({"MasterUsername": ""}, {"MasterUserPassword": ""}):
            with self.refused("InvalidParameterValue", *options, "must be provided and must not be blank"):
                self.make(**options)
        with self.refused("InvalidParameterValue", "MasterUsername"):
            self.make(MasterUsername="", ManageMasterUserPassword=True)
        self.make(ManageMasterUserPassword=True)

    @enforces("rds.passwords")
    def test_a_password_has_characters_that_rds_takes_and_as_many_as_the_engine_does(self) -> None:
        for character in "/@\" \té":
            with self.refused("InvalidParameterValue", "is not a valid password", "Only printable ASCII"):
                self.make(MasterUserPassword=f"longenough{character}")
        for password, words in (("a" * 7, "shorter than 8"), ("a" * 42, "longer than 41")):
            with self.refused("InvalidParameterValue", words):
                self.make(Engine="mysql", MasterUserPassword=password)
        name = self.make(MasterUserPassword="!#$%" * 32)
        with self.refused("InvalidParameterValue", "longer than 128"):
            self.modify(name, MasterUserPassword="a" * 129)


class Logs(DatabaseCase):
    @enforces("rds.log_types")
    def test_an_instance_exports_logs_that_its_engine_has(self) -> None:
        refused = "You cannot use the log types 'slowquery' with engine version postgres 17"
        with self.refused("InvalidParameterCombination", refused):
            self.make(EnableCloudwatchLogsExports=["postgresql", "slowquery"])
        name = self.make(BackupRetentionPeriod=1, EnableCloudwatchLogsExports=["postgresql", "upgrade"])
        with self.refused("InvalidParameterCombination", "'error'"):
            self.modify(name, CloudwatchLogsExportConfiguration={"EnableLogTypes": ["error"]})
        with self.refused("InvalidParameterCombination", "'error'"):
            self.replicate(name, EnableCloudwatchLogsExports=["error"])
        self.make(Engine="mysql", EnableCloudwatchLogsExports=["error", "slowquery"])


class Watching(DatabaseCase):
    @enforces("rds.insights")
    def test_small_classes_of_mysql_have_no_insights(self) -> None:
        small: dict[str, Any] = {"Engine": "mysql", "DBInstanceClass": "db.t4g.small"}
        with self.refused("InvalidParameterCombination", "Performance Insights not supported"):
            self.make(**small, EnablePerformanceInsights=True)
        with self.refused("InvalidParameterCombination", "Performance Insights not supported"):
            self.modify(self.make(**small), EnablePerformanceInsights=True)
        name = self.make(Engine="mysql", DBInstanceClass="db.t4g.medium", EnablePerformanceInsights=True)
        with self.refused("InvalidParameterCombination", "Performance Insights not supported"):
            self.modify(name, DBInstanceClass="db.t4g.micro")

    @enforces("rds.insights")
    def test_insights_are_kept_for_whole_months(self) -> None:
        with self.refused("InvalidParameterValue", "94"):
            self.make(EnablePerformanceInsights=True, PerformanceInsightsRetentionPeriod=94)
        self.make(EnablePerformanceInsights=True, PerformanceInsightsRetentionPeriod=93)

    @enforces("rds.insights")
    def test_the_advanced_mode_wants_465_days(self) -> None:
        for days in (7, 434):
            with self.refused("InvalidParameterCombination", "at least 465 days"):
                self.make(
                    EnablePerformanceInsights=True,
                    PerformanceInsightsRetentionPeriod=days,
                    DatabaseInsightsMode="advanced",
                )

    @enforces("rds.monitoring")
    def test_monitoring_has_a_role_and_an_interval(self) -> None:
        role, policy = make_role("monitoring.rds.amazonaws.com"), "service-role/AmazonRDSEnhancedMonitoringRole"
        client("iam").attach_role_policy(RoleName=name_of(role), PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
        with self.refused("InvalidParameterCombination", "MonitoringRoleARN"):
            self.make(MonitoringInterval=60)
        with self.refused("InvalidParameterValue", "20"):
            self.make(MonitoringInterval=20, MonitoringRoleArn=role)
        self.make(MonitoringInterval=60, MonitoringRoleArn=role)

    @enforces("rds.windows")
    def test_windows_are_long_enough_and_apart(self) -> None:
        with self.refused("InvalidParameterCombination", "must not overlap"):
            self.make(PreferredBackupWindow="01:00-02:00", PreferredMaintenanceWindow="sun:01:30-sun:02:30")
        with self.refused("InvalidParameterValue", "30 minutes"):
            self.make(PreferredBackupWindow="01:00-01:20")
        name = self.make(PreferredBackupWindow="23:30-00:30", PreferredMaintenanceWindow="Sun:01:30-Sun:02:30")
        with self.refused("InvalidParameterCombination", "must not overlap"):
            self.modify(name, PreferredMaintenanceWindow="mon:00:00-mon:01:00")
