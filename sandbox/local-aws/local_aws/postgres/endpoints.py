"""What of RDS can be reached by its name: instances that run, and the proxies before them."""

import functools
from typing import Any

from ministack.services import rds

from local_aws.postgres import databases, front
from local_aws.postgres.database import Record, can_run
from local_aws.postgres.instances import Instance
from local_aws.postgres.proxies import PORT, Proxy
from local_aws.reach.endpoints import Endpoint
from local_aws.reach.groups import Side


def find(host: str, port: int) -> Endpoint | str | None:
    for (account, region, name), record in list(rds._instances.all_items()):
        endpoint = record.get("Endpoint") or {}
        if (endpoint.get("Address"), endpoint.get("Port")) == (host, port):
            database = databases.find(account, region, name)
            if database is None:
                return _entry(record)
            return _endpoint(account, region, _side_of(record), Instance(database, host, port))
    for (account, region, _), endpoint in list(rds._db_proxy_endpoints.all_items()):
        if (endpoint["Endpoint"], PORT) == (host, port):
            return _of_proxy(account, region, endpoint)
    return None


def why_entry(host: str) -> str:
    """Why nothing runs for the instance of this name, which is an entry only; empty where something does."""
    for _, record in list(rds._instances.all_items()):
        if (record.get("Endpoint") or {}).get("Address") == host and not can_run(record):
            return _entry(record)
    return ""


def _of_proxy(account: str, region: str, endpoint: dict[str, Any]) -> Endpoint | str:
    proxy = rds._db_proxies.get_scoped(account, region, endpoint["DBProxyName"]) or {"Targets": []}
    names = [each["RdsResourceId"] for each in proxy["Targets"]]
    target = rds._instances.get_scoped(account, region, names[0]) if names else None
    if target is None:
        return f"the proxy {endpoint['DBProxyName']} has no target"
    database = databases.find(account, region, names[0])
    if database is None:
        return _entry(target)
    side = Side(tuple(endpoint["VpcSubnetIds"]), tuple(endpoint["VpcSecurityGroupIds"]))
    return _endpoint(account, region, side, Proxy(database, proxy, side, _side_of(target), endpoint["Endpoint"]))


def _endpoint(account: str, region: str, side: Side, door: front.Door) -> Endpoint:
    return Endpoint(account, region, side.subnets, side.groups, functools.partial(front.serve, door=door))


def _entry(record: Record) -> str:
    if can_run(record):
        return "the local AWS ends"
    version = f"{record['Engine']} {record['EngineVersion']}"
    return f"{version} does not run here: the instance {record['DBInstanceIdentifier']} is an entry only"


def _side_of(record: Record) -> Side:
    subnets = (each["SubnetIdentifier"] for each in (record.get("DBSubnetGroup") or {}).get("Subnets", []))
    return Side(tuple(subnets), tuple(each["VpcSecurityGroupId"] for each in record.get("VpcSecurityGroups", [])))
