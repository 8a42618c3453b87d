"""A client of caches in a VPC: a function that speaks the protocol, as a workload does."""

import functools
import json
import time
from typing import Any

from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.case import client, make_vpc
from tests.roles import Statement, document, make_role
from tests.server import REGION
from tests.test_http_api_requests import make_function

_CODE = """
import net from "node:net"; import tls from "node:tls";
const answer = (lines) => {
  const line = lines.shift();
  if (lines.length === 0) throw new Error("more");
  if (line[0] === "*" || line[0] === "%") return Array.from({ length: line.slice(1) * (line[0] === "%" ? 2 : 1) }, () => answer(lines));
  if (line[0] !== "$") return line[0] === "-" ? line : line.slice(1);
  if (line === "$-1") return null;
  if (lines.length < 2) throw new Error("more");
  return lines.shift();
};
const read = (text, count) => { const lines = text.split("\\r\\n"); return Array.from({ length: count }, () => answer(lines)); };
export const handler = ({ host, port, secure, commands, wait }) => new Promise((done) => {
  const socket = secure ? tls.connect({ host, port, servername: host }) : net.connect(port, host);
  let said = "";
  socket.setTimeout(8000, () => done({ error: "ETIMEDOUT" }));
  socket.on("data", (data) => {
    said += data;
    try { const answers = read(said, commands.length); if (!wait) { done({ answers }); socket.destroy(); } } catch {}
  });
  socket.on("error", ({ code, message }) => done({ error: code, message }));
  socket.on("close", () => done({ error: "closed", said }));
  for (const words of commands)
    socket.write(`*${words.length}\\r\\n` + words.map((word) => `$${Buffer.byteLength(word)}\\r\\n${word}\\r\\n`).join(""));
});
"""


class Client:
    """In a VPC of its own, with the subnets of caches, and a security group for them that lets it in."""

    def __init__(self) -> None:
        ec2 = client("ec2")
        vpc, self.subnets = make_vpc(2)
        mine, self.group = (
            ec2.create_security_group(GroupName=name, Description="x", VpcId=vpc)["GroupId"]
            for name in ("mine", "caches")
        )
        rule = {"IpProtocol": "tcp", "FromPort": 6379, "ToPort": 6380, "UserIdGroupPairs": [{"GroupId": mine}]}
        ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=[rule])
        may = {"Effect": "Allow", "Resource": "*"}
        actions = [
            f"ec2:{name}NetworkInterface{end}" for name, end in (("Create", ""), ("Describe", "s"), ("Delete", ""))
        ]
        actions += ["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]
        self.subnet_group = f"{vpc}-caches"
        client("elasticache").create_cache_subnet_group(
            CacheSubnetGroupName=self.subnet_group, CacheSubnetGroupDescription="x", SubnetIds=self.subnets
        )
        self._name, _ = make_function(
            _CODE,
            Role=make_role("lambda.amazonaws.com", {**may, "Action": actions}),
            VpcConfig={"SubnetIds": self.subnets, "SecurityGroupIds": [mine]},
            Environment={"Variables": {"NODE_EXTRA_CA_CERTS": "/var/runtime/ca-cert.pem"}},
            Timeout=30,
        )

    def ask(self, host: str, *commands: list[str], port: int = 6379, secure: bool = True, wait: bool = False) -> Any:
        """The answers to commands on one connection, or what went wrong."""
        event = {"host": host, "port": port, "secure": secure, "commands": commands, "wait": wait}
        invoked = client("lambda").invoke(FunctionName=self._name, Qualifier="live", Payload=json.dumps(event))
        said = json.load(invoked["Payload"])
        return said.get("answers", said)


@functools.cache
def shared() -> Client:
    return Client()


def key_of(*statements: Statement) -> Credentials:
    """Of a new user who may do what the statements say."""
    iam, name = client("iam"), f"signer-{time.monotonic_ns()}"
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=document(*statements))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return Credentials(key["AccessKeyId"], key["SecretAccessKey"])


def token(
    key: Credentials, cache: str, user: str, *, seconds: int = 900, service: str = "elasticache", **more: str
) -> str:
    """As a workload makes it."""
    query = "&".join(f"{name}={value}" for name, value in {"Action": "connect", "User": user, **more}.items())
    request = AWSRequest("GET", f"https://{cache}/?{query}", headers={"host": cache})
    SigV4QueryAuth(key, service, REGION, expires=seconds).add_auth(request)
    return str(request.url).removeprefix("https://")
