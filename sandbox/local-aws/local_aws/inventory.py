"""What users made in this local AWS: everything in the services' stores but what is there by itself.

A store that nobody thought of shows up, rather than being missed.
"""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from ministack.core.responses import AccountRegionScopedDict, AccountScopedDict

Inventory = dict[str, dict[str, list[str]]]
"""`made`, `leaving` or `kept` -> `service.store` -> names or ids."""

_COMPANIONS = {
    # Stores that describe the records of others, or what has happened.
    "alb": {"_targets", "_lb_attrs", "_tg_attrs", "_listener_attrs"},
    "apigateway": {"api_tags"},
    "cloudfront": {"invalidations", "tenant_invalidations"},
    "cloudwatch": {"metrics", "alarm_history", "resource_tags", "composite_triggers"},
    "cloudwatch_logs": {"log_records", "queries"},
    "codedeploy": {"deployments"},
    "elasticache": {"param_group_params"},
    "eventbridge": {"targets", "event_bus_policies"},
    "iam": {"aws_managed_attachment_counts", "credential_reports", "service_linked_role_deletion_tasks"},
    "kms": {"alias_dates"},
    "lambda": {"kinesis_positions", "dynamodb_stream_positions"},
    "route53": {"caller_refs", "hc_caller_refs", "changes", "records"},
    "secretsmanager": {"resource_policies"},
    "servicequotas": {"changed"},
    "sns": {"sub_arn_to_topic", "sms_messages"},
    "sqs": {"queue_name_to_url"},
    "ssm": {"parameter_history", "commands", "service_settings"},
    "waf": {"_associations"},
}
_ALWAYS_COMPANIONS = {"tags", "_tags", "_waf_tags", "trail_tags", "events"}

_BY_ITSELF: dict[str, Callable[[str, Any], bool]] = {
    # Records that AWS makes for everybody, or together with another record, or shows for a while once deleted.
    "ec2.vpcs": lambda _, vpc: vpc["IsDefault"],
    "ec2.subnets": lambda _, subnet: subnet["DefaultForAz"],
    "ec2.security_groups": lambda _, group: group["GroupName"] == "default",
    "ec2.network_acls": lambda _, acl: acl["IsDefault"],
    "ec2.route_tables": lambda _, table: any(link.get("Main") for link in table["Associations"]),
    "ec2.internet_gateways": lambda name, _: name == "igw-00000001",
    "ec2.nat_gateways": lambda _, gateway: gateway["State"] == "deleted",
    "ec2.network_interfaces": lambda _, interface: interface.get("Until", 0) is None,
    "elasticache.clusters": lambda _, cluster: bool(cluster["ReplicationGroupId"]),
    "elasticache.param_groups": lambda name, _: name.startswith("default."),
    "elasticache.users": lambda name, _: name == "default",
    "eventbridge.buses": lambda name, _: name == "default",
    "kms.aliases": lambda name, _: name.startswith("alias/aws/"),
    "rds.option_groups": lambda name, _: name.startswith("default:"),
}
_LEAVING: dict[str, Callable[[Any], bool]] = {
    # Records in the waiting period between their deletion and their end.
    "ec2.network_interfaces": lambda interface: "Until" in interface and interface["Attachment"] is not None,
    "kms.keys": lambda key: key["KeyState"] in ("PendingDeletion", "PendingReplicaDeletion"),
    "secretsmanager.secrets": lambda secret: bool(secret.get("DeletedDate")),
}
_KEPT = {"rds.snapshots", "rds.db_cluster_snapshots", "elasticache.snapshots"}
"""Backups, which outlive what they are of."""


def collect(ministack: ModuleType) -> Inventory:
    """Of all accounts and regions, in the order of their names."""
    inventory: Inventory = {"made": {}, "leaving": {}, "kept": {}}
    for service, get_state in ministack._build_persistence_save_dict().items():
        for store, records in (get_state() or {}).items():
            if store in _ALWAYS_COMPANIONS or store in _COMPANIONS.get(service, set()):
                continue
            label = f"{service}.{store.lstrip('_')}"
            for name, record in _records(records):
                if label in _BY_ITSELF and _BY_ITSELF[label](name, record):
                    continue
                if label in _KEPT:
                    kind = "kept"
                else:
                    kind = "leaving" if label in _LEAVING and _LEAVING[label](record) else "made"
                inventory[kind].setdefault(label, []).append(name)
    return {kind: {label: sorted(names) for label, names in sorted(found.items())} for kind, found in inventory.items()}


def _records(store: Any) -> Iterator[tuple[str, Any]]:
    """Name and record; a store that holds a list or nothing under a name has none there."""
    if isinstance(store, AccountRegionScopedDict | AccountScopedDict):
        for key, record in store._data.items():
            if record not in ({}, [], None):
                yield str(key[-1]), record
