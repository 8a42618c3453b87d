"""Databases as the tests need them, who may connect to them, and a client of PostgreSQL."""

import asyncio
import itertools
import json
import socket
import ssl
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local_aws.postgres import scram, wire
from tests.case import GapCase, client, make_vpc
from tests.roles import Statement, make_role
from tests.server import REGION
from tests.test_http_api_requests import make_function

_numbers = itertools.count()
_CODE = """export const handler = async () => {
  const { LOCAL_AWS_REACH, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  return [LOCAL_AWS_REACH, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN];
};"""
MASTER, PASSWORD = "master", "a-password"


class Refused(Exception):
    """What PostgreSQL says: SQLSTATE and message."""

    @property
    def code(self) -> str:
        return str(self.args[0])


class Unreachable(Exception):
    """What a socket says: its code and message."""


@dataclass(frozen=True)
class Network:
    subnets: list[str]
    clients: str
    databases: str


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
    network = Network(subnets, clients, databases)
    _subnet_groups[databases] = name
    return network


_subnet_groups: dict[str, str] = {}


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
        "DBSubnetGroupName": _subnet_groups[network.databases],
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

    def run(self, instance: Any, *statements: str, **options: Any) -> list[list[str | None]]:
        """The rows of the last of some statements, on a connection of their own."""
        with Connection(self, instance, **options) as connection:
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


class Connection:
    """One to an instance, or to a proxy: it has a host and a port. By TLS, checked, unless it is not to be `secure`."""

    def __init__(
        self,
        workload: Workload,
        instance: Any,
        user: str = MASTER,
        password: str | Callable[[], str] = PASSWORD,
        database: str = "app",
        secure: bool = True,
        **parameters: str,
    ) -> None:
        door = workload.door(instance.host, instance.port)
        self._loop = asyncio.new_event_loop()
        authority = GapCase.aws().home / "local-aws-authority.pem"
        self._context = ssl.create_default_context(cafile=str(authority)) if secure else None
        said = {"user": user, "database": database, **parameters}
        opening = self._open(door, instance.host, password, said)
        try:
            self._loop.run_until_complete(opening)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if hasattr(self, "_writer"):
            self._writer.transport.abort()
            for _ in range(3):
                self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def run(self, *statements: str) -> list[list[str | None]]:
        return [self._loop.run_until_complete(self._query(each)) for each in statements][-1]

    async def _open(self, port: int, host: str, password: str | Callable[[], str], said: dict[str, str]) -> None:
        plain = socket.create_connection(("127.0.0.1", port))
        options: dict[str, Any] = {"sock": plain}
        if self._context is not None:
            plain.sendall(wire.written_startup(wire.SSL_REQUEST, b""))
            if plain.recv(1) != b"S":
                raise AssertionError("no TLS")
            options.update(ssl=self._context, server_hostname=host)
        plain.setblocking(False)
        self._reader, self._writer = await asyncio.open_connection(**options)
        self._writer.write(wire.startup(**said))
        while True:
            kind, body = await self._read()
            if kind == b"Z":
                return
            if kind == b"R" and (code := wire.authentication_of(body)) != 0:
                secret = password if isinstance(password, str) else password()
                if code == scram.OFFERED:
                    try:
                        await scram.prove(self._reader, self._writer, secret)
                    except scram.Refused as refused:
                        raise Refused(*refused.failure) from refused
                else:
                    self._writer.write(wire.written(b"p", secret.encode() + b"\0"))

    async def _query(self, statement: str) -> list[list[str | None]]:
        self._writer.write(wire.written(b"Q", statement.encode() + b"\0"))
        rows, failure = [], None
        while True:
            try:
                kind, body = await self._read()
            except Refused as refused:
                if refused.code.startswith("57"):
                    raise
                failure = refused
                continue
            if kind == b"D":
                rows.append(_row(body))
            if kind == b"Z":
                if failure is not None:
                    raise failure
                return rows

    async def _read(self) -> wire.Message:
        kind, body = await wire.read(self._reader)
        if kind == b"E":
            raise Refused(*wire.failure_of(body))
        return kind, body


def _row(body: bytes) -> list[str | None]:
    (count,), at = struct.unpack("!H", body[:2]), 2
    row: list[str | None] = []
    for _ in range(count):
        (length,) = struct.unpack("!i", body[at : at + 4])
        row.append(body[at + 4 : at + 4 + length].decode() if length >= 0 else None)
        at += 4 + max(length, 0)
    return row
