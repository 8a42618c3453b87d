"""Rules of RDS about one database instance by itself."""

import re
from typing import Any

from ministack.services import rds

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.offers import check_identifier, check_windows, is_offered, major_of, offers, split_name

ENGINES = ("postgres", "mysql")

_LICENSE = {"postgres": "postgresql-license", "mysql": "general-public-license"}

_NO_INSIGHTS_ON_MYSQL = re.compile(r"db\.(t2|t3|t4g)\.(micro|small)")

_RETENTIONS = {7, 731, *(31 * months for months in range(1, 24))}

_USER = re.compile(r"[a-zA-Z]\w{0,15}", re.ASCII)
_RESERVED_USER = {"postgres": re.compile(r"admin|rdsadmin|pg_.*"), "mysql": re.compile(r"rdsadmin")}

_PASSWORD = re.compile(r"[!-~]*")
_LONGEST_PASSWORD = {"postgres": 128, "mysql": 41}

_LOGS = {
    "postgres": {"postgresql", "upgrade", "iam-db-auth-error"},
    "mysql": {"audit", "error", "general", "slowquery", "iam-db-auth-error"},
}


def instance_of(call: Call, member: str = "DBInstanceIdentifier") -> dict[str, Any]:
    """The instance that a call names; empty where there is none."""
    return dict(rds._instances.get(call.get(member), {}))


def resulting(call: Call, *members: str, source: str = "DBInstanceIdentifier") -> list[Any]:
    """What the members are once the call is done: what it says, else what the instance, or a replica's source, has."""
    found = instance_of(call, source)
    return [call.get(member, found.get(member)) for member in members]


def origin(call: Call) -> str:
    """The member that names where an instance's facts come from: a new replica has its source's."""
    replica = call.operation == "CreateDBInstanceReadReplica"
    return "SourceDBInstanceIdentifier" if replica else "DBInstanceIdentifier"


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "CreateDBParameterGroup", "DeleteDBInstance")
def identifiers(call: Call) -> None:
    """Names of instances and final snapshots begin with a letter, have letters, digits and single hyphens, and end with
    none; 63 characters, 255 of snapshots and parameter groups.

    Source: Amazon RDS API Reference, CreateDBInstance (DBInstanceIdentifier), CreateDBParameterGroup and
    DeleteDBInstance (FinalDBSnapshotIdentifier), constraints.
    """
    if call.operation == "CreateDBParameterGroup":
        check_identifier(call.get("DBParameterGroupName"), "DBParameterGroupName", 255)
    elif call.operation != "DeleteDBInstance":
        check_identifier(call.get("DBInstanceIdentifier"), "DBInstanceIdentifier", 63)
    check_identifier(call.get("FinalDBSnapshotIdentifier"), "FinalDBSnapshotIdentifier", 255)


@rule("rds", "CreateDBInstance")
def names(call: Call) -> None:
    """Databases and master users have names that the engine takes, and no reserved ones.

    Source: Amazon RDS API Reference, CreateDBInstance (DBName, MasterUsername), constraints; the reserved names:
    aws/aws-cdk#5076 (`admin`), aws-cloudformation/cfn-lint#4425 (`rdsadmin`), DataShades/ckan-aws-templates#6 (`pg_`).
    """
    engine, user, database = (call.get(name) for name in ("Engine", "MasterUsername", "DBName"))
    if engine not in ENGINES:
        return
    if user is not None and not _USER.fullmatch(user):
        raise Refusal("InvalidParameterValue", f"The parameter MasterUsername is not a valid identifier: {user}.")
    if user is not None and _RESERVED_USER[engine].fullmatch(user.lower()):
        raise Refusal(
            "InvalidParameterValue", f"MasterUsername {user} cannot be used as it is a reserved word used by the engine"
        )
    if database is not None and not re.fullmatch(r"[a-zA-Z]\w{0,62}", database, re.ASCII):
        raise Refusal(
            "InvalidParameterValue",
            f"DBName must begin with a letter and contain only alphanumeric characters: {database}",
        )


@rule("rds", "CreateDBInstance")
def master_users(call: Call) -> None:
    """A new instance has a master user, with a password that is given or that RDS manages.

    Source: Amazon RDS API Reference, CreateDBInstance (MasterUsername, MasterUserPassword, ManageMasterUserPassword); the
    message: ansible-collections/amazon.aws#1783.
    """
    if call.get("Engine") not in ENGINES:
        return
    needed = ("MasterUsername",) if call.get("ManageMasterUserPassword") else ("MasterUsername", "MasterUserPassword")
    for member in needed:
        if not call.get(member):
            message = f"The parameter {member} must be provided and must not be blank."
            raise Refusal("InvalidParameterValue", message)


@rule("rds", "CreateDBInstance", "ModifyDBInstance")
def passwords(call: Call) -> None:
    """A master password has printable characters of ASCII, no `/`, `@`, `"` or space; at least 8, at most 128 with
    PostgreSQL and 41 with MySQL.

    Source: Amazon RDS API Reference, CreateDBInstance (MasterUserPassword), constraints; the message:
    terraform-aws-modules/terraform-aws-rds#243.
    """
    password, (engine,) = call.get("MasterUserPassword"), resulting(call, "Engine")
    if password is None or engine not in ENGINES:
        return
    wrong, longest = "The parameter MasterUserPassword is not a valid password", _LONGEST_PASSWORD[engine]
    if not _PASSWORD.fullmatch(password) or set(password) & set('/@"'):
        but = "Only printable ASCII characters besides '/', '@', '\"', ' ' may be used."
        raise Refusal("InvalidParameterValue", f"{wrong}. {but}")
    if len(password) < 8:
        raise Refusal("InvalidParameterValue", f"{wrong} because it is shorter than 8 characters.")
    if len(password) > longest:
        raise Refusal("InvalidParameterValue", f"{wrong} because it is longer than {longest} characters.")


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def log_types(call: Call) -> None:
    """An instance exports logs that its engine has.

    Source: Amazon RDS API Reference, CreateDBInstance (EnableCloudwatchLogsExports); the message:
    hashicorp/terraform#22538.
    """
    engine, version = _engine(call)
    wanted = call.get("EnableCloudwatchLogsExports") or call.get("CloudwatchLogsExportConfiguration.EnableLogTypes", [])
    wrong = [each for each in wanted if engine in ENGINES and each not in _LOGS[engine]]
    if wrong:
        raise Refusal(
            "InvalidParameterCombination",
            f"You cannot use the log types {', '.join(map(repr, wrong))} with engine version {engine} {version}. For "
            "supported log types, see the documentation.",
        )


@rule("rds", "CreateDBInstance")
def engine_versions(call: Call) -> None:
    """A new instance has a version that RDS offers: not one that never was, and not a deprecated one.

    Source: AWS's answers to DescribeDBEngineVersions, see infra/settings/aws-offers.json; the message:
    tryretool/terraform-retool-modules#70.
    """
    engine, version = call.get("Engine"), call.get("EngineVersion")
    if engine in ENGINES and version is not None and not is_offered(engine, version):
        raise Refusal("InvalidParameterCombination", f"Cannot find version {version} for {engine}")


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def instance_classes(call: Call) -> None:
    """Instances have a class that exists, of those that RDS offers with PostgreSQL and MySQL.

    Source: AWS's answers to DescribeOrderableDBInstanceOptions, see infra/settings/aws-offers.json; the message:
    aws-quickstart/quickstart-awx#47.
    """
    name = call.get("DBInstanceClass")
    engine, version = _engine(call)
    family, size = split_name(name or "", "db")
    if name is None or engine not in ENGINES or size in offers("rds")["classes"].get(family, []):
        return
    if not size:
        raise Refusal("InvalidParameterValue", f"Invalid DB Instance class: {name}")
    raise Refusal(
        "InvalidParameterCombination",
        "RDS does not support creating a DB instance with the following combination: "
        f"DBInstanceClass={name}, Engine={engine}, EngineVersion={version}, LicenseModel={_LICENSE[engine]}. For "
        "supported combinations of instance class and database engine version, see the documentation.",
    )


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def insights(call: Call) -> None:
    """Insights do not come with every class; they are kept for 7 days, for months of 31 days, 465 or 731; and the
    advanced mode asks for at least 465.

    Source: Amazon RDS User Guide, "Amazon RDS DB engine, Region, and instance class support for Database Insights";
    Amazon RDS API Reference, CreateDBInstance (PerformanceInsightsRetentionPeriod); CloudWatch User Guide, "Turning on
    the Advanced mode of Database Insights".
    """
    engine, _ = _engine(call)
    (name,) = resulting(call, "DBInstanceClass", source=origin(call))
    old = {} if call.operation == "CreateDBInstanceReadReplica" else instance_of(call)
    enabled = call.get("EnablePerformanceInsights", old.get("PerformanceInsightsEnabled", False))
    days = call.get("PerformanceInsightsRetentionPeriod", old.get("PerformanceInsightsRetentionPeriod") or 7)
    mode = call.get("DatabaseInsightsMode", old.get("DatabaseInsightsMode"))
    if enabled and engine == "mysql" and _NO_INSIGHTS_ON_MYSQL.fullmatch(name or ""):
        raise Refusal("InvalidParameterCombination", "Performance Insights not supported for this configuration.")
    if enabled and days not in _RETENTIONS:
        raise Refusal(
            "InvalidParameterValue",
            f"Invalid Performance Insights retention period: {days}. Valid values: 7, 31 * n (n from 1 to 23), 731",
        )
    if mode == "advanced" and not (enabled and days >= 465):
        raise Refusal(
            "InvalidParameterCombination",
            "To enable the Advanced mode of Database Insights, modify your instance to enable Performance Insights and "
            "set the retention period for Performance Insights to at least 465 days.",
        )


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def monitoring(call: Call) -> None:
    """Enhanced Monitoring has one of seven intervals, and a role to write with.

    Source: Amazon RDS API Reference, CreateDBInstance (MonitoringInterval, MonitoringRoleArn).
    """
    old = {} if call.operation == "CreateDBInstanceReadReplica" else instance_of(call)
    interval = call.get("MonitoringInterval", old.get("MonitoringInterval") or 0)
    if interval not in (0, 1, 5, 10, 15, 30, 60):
        raise Refusal("InvalidParameterValue", f"Invalid MonitoringInterval {interval}: 0, 1, 5, 10, 15, 30 or 60")
    if interval and not call.get("MonitoringRoleArn", old.get("MonitoringRoleArn")):
        raise Refusal(
            "InvalidParameterCombination",
            "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
        )


@rule("rds", "CreateDBInstance", "ModifyDBInstance")
def windows(call: Call) -> None:
    """Backup and maintenance windows last 30 minutes and do not overlap.

    Source: Amazon RDS API Reference, CreateDBInstance (PreferredBackupWindow) and ModifyDBInstance
    (PreferredMaintenanceWindow), constraints.
    """
    weekly, daily = resulting(call, "PreferredMaintenanceWindow", "PreferredBackupWindow")
    if call.get("PreferredMaintenanceWindow") or call.get("PreferredBackupWindow"):
        check_windows(weekly, daily, 30, "backup")


def _engine(call: Call) -> tuple[str, str]:
    engine, version = resulting(call, "Engine", "EngineVersion", source=origin(call))
    return str(engine), str(version or major_of(str(engine), ""))
