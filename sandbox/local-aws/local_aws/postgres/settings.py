"""How a server runs: small, and otherwise as its instance's parameter group says."""

import re
from typing import Any

from ministack.services import rds

_SMALL = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "16MB",
    "max_connections": "100",
    "max_wal_senders": "5",
    "max_worker_processes": "2",
    "max_parallel_workers": "0",
    "max_logical_replication_workers": "0",
    "max_wal_size": "64MB",
    "min_wal_size": "4MB",
    "wal_keep_size": "32MB",
    "autovacuum_naptime": "600",
    "huge_pages": "off",
    "jit": "off",
}
_OF_18 = {"io_method": "sync"}
"""Without processes of its own for that."""

_NOT_TAKEN = re.compile(
    r"shared_buffers|huge_pages|.*_workers|max_worker_processes|(max|min)_wal_size|wal_keep_size|wal_buffers|autovacuum_naptime"
    r"|jit|shared_preload_libraries|listen_addresses|port|unix_.*|ssl.*|log_(destination|directory|filename)|logging_collector"
    r"|archive_.*|hba_file|rds\..*|.*_(directory|directories|file|command)"
)
"""What would make it large, what is a matter of where it runs, and what RDS alone knows."""


def of(instance: dict[str, Any], major: str) -> dict[str, str]:
    """What a server starts with. Formulas, which depend on a class of instances, are left out."""
    stated = {
        name: value
        for name, value in parameters(instance).items()
        if value and "{" not in value and not _NOT_TAKEN.fullmatch(name)
    }
    return {**_SMALL, **(_OF_18 if major == "18" else {}), **stated, "rds.force_ssl": force_ssl(instance)}


def parameters(instance: dict[str, Any]) -> dict[str, str]:
    """What the user has set, in the current account and region."""
    groups = [rds._param_groups.get(each["DBParameterGroupName"]) for each in instance.get("DBParameterGroups", [])]
    stated = [group.get("Parameters", {}) for group in groups if group]
    return {name: str(each.get("ParameterValue") or "") for group in stated for name, each in group.items()}


def force_ssl(instance: dict[str, Any]) -> str:
    """1 unless set otherwise, from PostgreSQL 15 on. It is a dynamic parameter: what it is now counts.

    RDS User Guide, "Using SSL with a PostgreSQL DB instance" (requiring an SSL connection).
    """
    return parameters(instance).get("rds.force_ssl") or "1"
