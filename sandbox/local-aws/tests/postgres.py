"""Databases as the tests need them, who may connect to them, and a client of PostgreSQL."""

import functools
import itertools
import json
import socket
from dataclasses import dataclass
from typing import Any

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.case import client, make_vpc
from tests.postgres_client import Connection
from tests.roles import Statement, make_role
from tests.server import REGION
from tests.test_http_api_requests import make_function

_numbers = itertools.count()
_CODE = """export const handler = async () => {
  const { LOCAL_AWS_REACH, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  return [LOCAL_AWS_REACH, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN];
};"""
MASTER, PASSWORD = "master", "a-password"


class Unreachable(Exception):
    """What a socket says: its code and message."""


@dataclass(frozen=True)
class Network:
    subnets: list[str]
    clients: str
    databases: str
    subnet_group: str


def make_network() -> Network:
    ec2, name = client("ec2"), f"databases-{next(_numbers)}"
    vpc, subnets = make_vpc()
    clients, databases = (
        ec2.create_security_group(GroupName=f"{kind}-{name}", Description=kind, VpcId=vpc)["GroupId"]
        for kind in ("clients", "databases")
    )
    rule = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": clients}]}
    ec2.authorize_security_group_ingress(GroupId=databases, IpPermissions=[rule])
    client("rds").create_db_subnet_group(DBSubnetGroupName=name, DBSubnetGroupDescription=name, SubnetIds=subnets)
    return Network(subnets, clients, databases, name)


@dataclass(frozen=True)
class Instance:
    name: str
    host: str
    port: int
    resource: str

    @property
    def record(self) -> dict[str, Any]:
        (found,) = client("rds").describe_db_instances(DBInstanceIdentifier=self.name)["DBInstances"]
        return dict(found)


def make_instance(network: Network, version: str = "18", **options: Any) -> Instance:
    stated = {
        "DBInstanceIdentifier": f"database-{next(_numbers)}",
        "DBInstanceClass": "db.t4g.micro",
        "Engine": "postgres",
        "EngineVersion": version,
        "AllocatedStorage": 20,
        "StorageType": "gp3",
        "DBName": "app",
        "MasterUsername": MASTER,
        "MasterUserPassword": PASSWORD,
        "EnableIAMDatabaseAuthentication": True,
        "BackupRetentionPeriod": 7,
        "DBSubnetGroupName": network.subnet_group,
        "VpcSecurityGroupIds": [network.databases],
        **options,
    }
    given = {name: value for name, value in stated.items() if value is not None}
    return of(client("rds").create_db_instance(**given)["DBInstance"])


def of(record: dict[str, Any]) -> Instance:
    endpoint = record["Endpoint"]
    return Instance(record["DBInstanceIdentifier"], endpoint["Address"], endpoint["Port"], record["DbiResourceId"])


def connect_to(instance: Any, user: str) -> Statement:
    """Of an instance, or of a proxy: it has a `resource`."""
    arn = f"arn:aws:rds-db:{REGION}:000000000000:dbuser:{instance.resource}/{user}"
    return {"Effect": "Allow", "Action": "rds-db:connect", "Resource": arn}


@dataclass(frozen=True)
class Workload:
    """A function, as whom the tests connect."""

    reach: str
    key: Credentials

    def token(self, host: str, port: int, user: str, seconds: int = 900) -> str:
        url = f"https://{host}:{port}/?Action=connect&DBUser={user}"
        request = AWSRequest("GET", url, params=None)
        SigV4QueryAuth(self.key, "rds-db", REGION, expires=seconds).add_auth(request)
        return str(request.prepare().url).removeprefix("https://")

    def door(self, host: str, port: int) -> int:
        gateway, _, token = self.reach.partition(":")
        with socket.create_connection(("127.0.0.1", int(gateway))) as asked:
            asked.sendall(json.dumps({"token": token, "host": host, "port": port}).encode() + b"\n")
            said = json.loads(asked.makefile().read())
        if "port" not in said:
            raise Unreachable(said["code"], said["message"])
        return int(said["port"])

    def connect(self, instance: Any, user: str = MASTER, password: str = PASSWORD, **options: Any) -> Connection:
        """To an instance or a proxy: it has a host and a port."""
        door, started = self.door(instance.host, instance.port), {"user": user, "database": "app"}
        return Connection(door, instance.host, password, **(started | options))

    def run(self, instance: Any, *statements: str, **options: Any) -> list[list[str | None]]:
        """The rows of the last of some statements, on a connection of their own."""
        with self.connect(instance, **options) as connection:
            return connection.run(*statements)


def make_workload(network: Network | None, *statements: Statement) -> Workload:
    places = network and {"SubnetIds": network.subnets, "SecurityGroupIds": [network.clients]}
    interfaces = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"]
    role = make_role("lambda.amazonaws.com", {"Effect": "Allow", "Action": interfaces, "Resource": "*"}, *statements)
    trusts = {"Variables": {"NODE_EXTRA_CA_CERTS": "/var/runtime/ca-cert.pem"}}
    options: dict[str, Any] = {"VpcConfig": places} if places else {}
    made, _ = make_function(_CODE, Role=role, Environment=trusts, **options)
    reach, *key = json.load(client("lambda").invoke(FunctionName=made, Qualifier="live")["Payload"])
    return Workload(reach, Credentials(*key))


@functools.cache
def network() -> Network:
    """One for all tests of a server."""
    return make_network()


@functools.cache
def instance(version: str = "18") -> Instance:
    """One for all that change nothing of it."""
    return make_instance(network(), version)


@functools.cache
def workload() -> Workload:
    """May sign in to the instance as `app_user`."""
    return make_workload(network(), connect_to(instance(), "app_user"))
