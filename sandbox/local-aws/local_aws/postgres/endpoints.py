"""What of RDS can be reached by its name: instances that run."""

import functools

from ministack.services import rds

from local_aws.postgres import databases, front
from local_aws.postgres.database import Record, can_run
from local_aws.reach.endpoints import Endpoint


def find(host: str, port: int) -> Endpoint | str | None:
    for (account, region, name), record in list(rds._instances.all_items()):
        endpoint = record.get("Endpoint") or {}
        if (endpoint.get("Address"), endpoint.get("Port")) == (host, port):
            if not can_run(record):
                return f"{record['Engine']} {record['EngineVersion']} does not run here: the instance {name} is an entry only"
            database = databases.find(account, region, name)
            if database is None:
                return "the local AWS ends"
            serve = functools.partial(front.serve, database=database, host=host, port=port)
            return Endpoint(account, region, _subnets(record), _groups(record), serve)
    return None


def _subnets(record: Record) -> tuple[str, ...]:
    return tuple(each["SubnetIdentifier"] for each in (record.get("DBSubnetGroup") or {}).get("Subnets", []))


def _groups(record: Record) -> tuple[str, ...]:
    return tuple(each["VpcSecurityGroupId"] for each in record.get("VpcSecurityGroups", []))
