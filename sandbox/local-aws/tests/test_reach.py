"""Ways into the VPC: whose connections are led to an endpoint, and whom the groups keep out."""

import asyncio
import json
import logging
import os
import shutil
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import ec2

from local_aws.reach import authority, endpoints, gateway, workload
from local_aws.reach.clients import Client
from local_aws.reach.endpoints import Endpoint
from local_aws.reach.groups import Side, lets, obstacle
from tests.case import GapCase, client, fills
from tests.roles import make_role
from tests.test_http_api_requests import make_function

_ACCOUNT, _REGION = "123456789012", "eu-west-3"
_NAME = "one.abc.eu-west-3.rds.amazonaws.com"
_ANYWHERE = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
_FROM_CLIENT = {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": "sg-client"}]}
_CODE = """
const tls = require("node:tls"), net = require("node:net");
const [host, port, secure] = process.argv.slice(-3);
const said = (object) => console.log(JSON.stringify(object));
const socket = secure === "yes" ? tls.connect({ host, port: Number(port), servername: host }) : net.connect(Number(port), host);
socket.setNoDelay(true).write("hello");
socket.on("data", (data) => { said({ data: String(data) }); socket.end(); });
socket.on("error", ({ code, message }) => said({ code, message }));
"""


class Groups(unittest.TestCase):
    def setUp(self) -> None:
        scope = request_scope(_ACCOUNT, _REGION)
        scope.__enter__()
        self.addCleanup(scope.__exit__, None, None, None)
        ec2._subnets.update({f"subnet-{n}": {"VpcId": f"vpc-{n}", "CidrBlock": f"10.{n}.0.0/24"} for n in (1, 2)})
        ec2._security_groups["sg-client"] = {"IpPermissionsEgress": [_ANYWHERE]}
        ec2._security_groups["sg-server"] = {"IpPermissions": [_FROM_CLIENT]}
        self.client = Side(("subnet-1",), ("sg-client",))
        self.server = Side(("subnet-1",), ("sg-server",))

    def test_the_groups_of_both_have_to_let_it_through(self) -> None:
        self.assertIsNone(obstacle(self.client, self.server, 5432))
        self.assertIn("lets it in", str(obstacle(self.client, self.server, 5433)))
        ec2._security_groups["sg-other"] = {"IpPermissionsEgress": [_ANYWHERE]}
        self.assertIn("lets it in", str(obstacle(Side(("subnet-1",), ("sg-other",)), self.server, 5432)))
        ec2._security_groups["sg-client"]["IpPermissionsEgress"] = []
        self.assertIn("lets it out", str(obstacle(self.client, self.server, 5432)))

    def test_another_vpc_is_out_of_reach_and_so_is_none(self) -> None:
        for subnets in ((), ("subnet-2",)):
            self.assertIn("another VPC", str(obstacle(Side(subnets, ("sg-client",)), self.server, 5432)))

    def test_a_rule_for_addresses_has_to_have_the_whole_subnet(self) -> None:
        for block, wanted in (("10.1.0.0/16", True), ("10.1.0.0/25", False), ("10.2.0.0/16", False)):
            rule = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 9000, "IpRanges": [{"CidrIp": block}]}
            self.assertEqual(lets(rule, self.client, 5432), wanted, block)
            self.assertFalse(lets({**rule, "IpProtocol": "udp"}, self.client, 5432))


class Ways(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        for name in ("asyncio", "local_aws"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self.home = Path(tempfile.mkdtemp(prefix="reach-"))
        self.addCleanup(shutil.rmtree, self.home)
        workload.start(self.home)
        endpoints._finders[:] = [self.find]
        self.where: Client | None = Client("me", _ACCOUNT, _REGION, Side(("subnet-1",), ("sg-client",)))
        self.secure = False
        with request_scope(_ACCOUNT, _REGION):
            ec2._subnets["subnet-1"] = {"VpcId": "vpc-1", "CidrBlock": "10.1.0.0/24"}
            ec2._security_groups["sg-client"] = {"IpPermissionsEgress": [_ANYWHERE]}
            ec2._security_groups["sg-server"] = {"IpPermissions": [_FROM_CLIENT]}

    def find(self, host: str, port: int) -> Endpoint | None:
        known = host == _NAME and port == 5432
        return Endpoint(_ACCOUNT, _REGION, ("subnet-1",), ("sg-server",), self.echo) if known else None

    async def echo(self, connection: socket.socket) -> None:
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_accepted_socket(
            lambda: asyncio.StreamReaderProtocol(reader),
            connection,
            ssl=authority.context(_NAME) if self.secure else None,
        )
        transport.write((await reader.read(100)).upper())
        transport.close()

    async def ask(self, host: str = _NAME, port: int = 5432, **stated: str) -> dict[str, Any]:
        environment = workload.environment("me", lambda: self.where, stated)
        process = await asyncio.create_subprocess_exec(
            *("node", "-e", _CODE, host, str(port), "yes" if self.secure else "no"),
            env={"PATH": os.environ["PATH"], **environment},
            stdout=subprocess.PIPE,
        )
        said, _ = await process.communicate()
        return dict(json.loads(said))

    async def test_a_connection_is_led_to_what_has_the_name(self) -> None:
        self.assertEqual(await self.ask(), {"data": "HELLO"})

    async def test_tls_is_checked_against_the_name_where_the_authority_is_trusted(self) -> None:
        self.secure = True
        self.assertEqual(await self.ask(NODE_EXTRA_CA_CERTS="/var/runtime/ca-cert.pem"), {"data": "HELLO"})
        self.assertIn("CERT", (await self.ask())["code"])

    async def test_others_are_told_at_once(self) -> None:
        self.assertEqual((await self.ask(port=5433))["code"], "ENOTFOUND")
        self.where = Client("me", _ACCOUNT, _REGION, Side((), ()))
        told = await self.ask()
        self.assertEqual(told["code"], "ETIMEDOUT")
        self.assertIn("me cannot reach it: it is in another VPC, or in none", told["message"])
        self.where = None
        self.assertEqual((await self.ask())["code"], "ECONNREFUSED")

    async def test_the_authority_stays_and_is_its_users_alone(self) -> None:
        before = authority.file().read_bytes()
        self.assertEqual((self.home / "local-aws-authority.key").stat().st_mode & 0o777, 0o600)
        authority.start(self.home)
        self.assertEqual(authority.file().read_bytes(), before)
        authority.file().write_text("damaged")
        authority.start(self.home)
        self.assertNotEqual(authority.file().read_bytes(), before)

    async def test_what_is_forgotten_gets_no_door(self) -> None:
        where = gateway.address_for("me", lambda: self.where)
        port, _, token = where.partition(":")
        gateway.forget("me")
        reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
        writer.write(json.dumps({"token": token, "host": _NAME, "port": 5432}).encode() + b"\n")
        self.assertEqual(json.loads(await reader.read())["code"], "ECONNREFUSED")
        writer.close()


class Functions(GapCase):
    @fills("function_reach.function_reach")
    def test_a_function_is_told_why_it_reaches_nothing(self) -> None:
        code = f'import net from "node:net"; const socket = () => net.connect(5432, "{_NAME}");'
        code += (
            "export const handler = () => new Promise((done) => socket().on('error', ({ message }) => done(message)));"
        )
        made, _ = make_function(code, Role=make_role("lambda.amazonaws.com"))
        answer = json.load(client("lambda").invoke(FunctionName=made, Qualifier="live")["Payload"])
        self.assertIn("ENOTFOUND", answer)
        self.assertIn(f"nothing here is called {_NAME} and listens on port 5432", answer)
