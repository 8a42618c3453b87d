"""Database instances: what a request sets is what is read back."""

import hashlib
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import rds

from local_aws.patch import Response, complete, fill, put, wrap

_TEXTS = (
    "PreferredBackupWindow",
    "PerformanceInsightsKMSKeyId",
    "DatabaseInsightsMode",
    "CACertificateIdentifier",
    "NetworkType",
    "MonitoringRoleArn",
    "EngineLifecycleSupport",
)
_NUMBERS = (
    "StorageThroughput",
    "PerformanceInsightsRetentionPeriod",
    "MonitoringInterval",
    "BackupRetentionPeriod",
    "Iops",
    "MaxAllocatedStorage",
)
_SWITCHES = {
    "EnablePerformanceInsights": "PerformanceInsightsEnabled",
    "EnableIAMDatabaseAuthentication": "IAMDatabaseAuthenticationEnabled",
    "AutoMinorVersionUpgrade": "AutoMinorVersionUpgrade",
    "CopyTagsToSnapshot": "CopyTagsToSnapshot",
    "DeletionProtection": "DeletionProtection",
    "DedicatedLogVolume": "DedicatedLogVolume",
    "MultiAZ": "MultiAZ",
    "PubliclyAccessible": "PubliclyAccessible",
}
_CHANGED_AT_ONCE = {
    "CACertificateIdentifier",
    "DatabaseInsightsMode",
    "EnablePerformanceInsights",
    "PerformanceInsightsKMSKeyId",
    "PerformanceInsightsRetentionPeriod",
    "AutoMinorVersionUpgrade",
    "StorageThroughput",
    "NetworkType",
    "EngineLifecycleSupport",
    "DedicatedLogVolume",
}
"""What ModifyDBInstance of MiniStack ignores; it knows the rest, with or without ApplyImmediately."""


def instance_settings() -> None:
    """Instances forget backup window, insights, certificate, log exports and gp3 throughput, new or modified."""
    wrap(rds._ACTION_MAP, "CreateDBInstance", _create)
    wrap(rds._ACTION_MAP, "ModifyDBInstance", _modify)
    complete(rds, "_instance_xml", _show_settings)


def instance_endpoints() -> None:
    """Every instance's endpoint is localhost and the engine's port: possibly a database of the developer's own.

    Nothing listens for an emulated instance, so its name is one that resolves nowhere.
    """
    wrap(rds._ACTION_MAP, "CreateDBInstance", _name_endpoint)
    wrap(rds._ACTION_MAP, "CreateDBInstanceReadReplica", _name_endpoint)


def resource_id_filter() -> None:
    """DescribeDBInstances ignores the filter dbi-resource-id, by which the provider waits for a deleted instance.

    It would wait for as long as there is any instance at all.
    """
    wrap(rds, "_apply_instance_filters", _apply_instance_filters)


def store_settings(instance: dict[str, Any], p: Any, only: set[str] | None = None) -> None:
    """Copies the settings of a request into an instance; of `only` these parameters, where given."""
    for name in _TEXTS:
        if (only is None or name in only) and (text := rds._p(p, name)):
            instance[name] = text
    for name in _NUMBERS:
        if (only is None or name in only) and (number := rds._p(p, name)):
            instance[name] = int(number)
    for name, key in _SWITCHES.items():
        if (only is None or name in only) and (switch := rds._p(p, name)):
            instance[key] = switch == "true"
    instance["CertificateDetails"] = {
        "CAIdentifier": instance["CACertificateIdentifier"],
        "ValidTill": "2061-01-01T00:00:00Z",
    }
    store_gp3_baseline(instance)


def store_gp3_baseline(instance: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage"""
    if instance["StorageType"] == "gp3":
        iops, throughput = (12000, 500) if instance["AllocatedStorage"] >= 400 else (3000, 125)
        # What grows past 400 GiB grows to the baseline of its new size.
        instance["Iops"] = max(instance.get("Iops") or 0, iops)
        instance["StorageThroughput"] = max(instance.get("StorageThroughput") or 0, throughput)


def created_instance(p: Any, response: Response) -> dict[str, Any] | None:
    """The instance that a successful request made; None when it made none."""
    return rds._instances.get(rds._p(p, "DBInstanceIdentifier")) if response[0] == 200 else None


def shown(p: Any, instance: dict[str, Any]) -> Response:
    """The response to a request about one instance."""
    action = rds._p(p, "Action")
    return rds._single_instance_response(f"{action}Response", f"{action}Result", instance)


def _create(original: Any, p: Any) -> Response:
    response = original(p)
    instance = created_instance(p, response)
    if instance is None:
        return response
    store_settings(instance, p)
    instance["EnabledCloudwatchLogsExports"] = rds._parse_member_list(p, "EnableCloudwatchLogsExports")
    return shown(p, instance)


def _modify(original: Any, p: Any) -> Response:
    response = original(p)
    instance = created_instance(p, response)
    if instance is None:
        return response
    store_settings(instance, p, _CHANGED_AT_ONCE)
    disabled = rds._parse_member_list(p, "CloudwatchLogsExportConfiguration.DisableLogTypes")
    kept = [log for log in instance.get("EnabledCloudwatchLogsExports", []) if log not in disabled]
    enabled = rds._parse_member_list(p, "CloudwatchLogsExportConfiguration.EnableLogTypes")
    instance["EnabledCloudwatchLogsExports"] = kept + [log for log in enabled if log not in kept]
    for group in instance["DBParameterGroups"]:
        if group["ParameterApplyStatus"] == "applying":
            group["ParameterApplyStatus"] = "in-sync"
    return shown(p, instance)


def _show_settings(fields: Element, instance: dict[str, Any]) -> None:
    put(fields, "DatabaseInsightsMode", instance.get("DatabaseInsightsMode", "standard"))
    put(fields, "PerformanceInsightsKMSKeyId", instance.get("PerformanceInsightsKMSKeyId") or None)
    put(fields, "DedicatedLogVolume", instance.get("DedicatedLogVolume", False))
    put(fields, "EngineLifecycleSupport", instance.get("EngineLifecycleSupport"))
    logs = fields.find("EnabledCloudwatchLogsExports")
    if logs is not None:
        fill(logs, instance.get("EnabledCloudwatchLogsExports", []), "member")


def _name_endpoint(original: Any, p: Any) -> Response:
    response = original(p)
    instance = created_instance(p, response)
    if instance is None:
        return response
    account = hashlib.sha256(rds.get_account_id().encode()).hexdigest()[:12]
    host = f"{instance['DBInstanceIdentifier']}.{account}.{rds.get_region()}.rds.amazonaws.com"
    port = rds._p(p, "Port") or rds._default_port(instance["Engine"])
    instance["Endpoint"] = {**instance["Endpoint"], "Address": host, "Port": int(port)}
    return shown(p, instance)


def _apply_instance_filters(
    original: Any, instances: list[dict[str, Any]], filters: dict[str, list[str]]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = original(instances, filters)
    wanted = filters.get("dbi-resource-id")
    return found if wanted is None else [instance for instance in found if instance["DbiResourceId"] in wanted]
