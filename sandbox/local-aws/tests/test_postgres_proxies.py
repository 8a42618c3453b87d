"""RDS Proxies before instances: how clients sign in to them, and they to their instance."""

import functools
import json
from dataclasses import dataclass

from tests.case import GapCase, client
from tests.postgres import (
    MASTER,
    PASSWORD,
    Instance,
    Network,
    Workload,
    connect_to,
    make_instance,
    make_network,
    make_workload,
)
from tests.postgres_client import Refused
from tests.roles import allow, make_role


@functools.cache
def network() -> Network:
    found = make_network()
    rule = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": found.databases}]}
    client("ec2").authorize_security_group_ingress(GroupId=found.databases, IpPermissions=[rule])
    return found


@functools.cache
def instance() -> Instance:
    made = make_instance(network())
    users = ("CREATE ROLE app_user LOGIN", "GRANT rds_iam TO app_user", "CREATE ROLE reporter LOGIN PASSWORD 'its-own'")
    make_workload(network()).run(made, *users)
    return made


@dataclass(frozen=True)
class Proxy:
    host: str
    resource: str
    port: int = 5432


def make_proxy(name: str, role: str, **options: object) -> Proxy:
    made = client("rds").create_db_proxy(
        DBProxyName=name,
        EngineFamily="POSTGRESQL",
        RoleArn=role,
        VpcSubnetIds=network().subnets,
        VpcSecurityGroupIds=[network().databases],
        RequireTLS=True,
        **options,
    )["DBProxy"]
    client("rds").register_db_proxy_targets(DBProxyName=name, DBInstanceIdentifiers=[instance().name])
    return Proxy(made["Endpoint"], made["DBProxyArn"].rpartition(":")[2])


class Proxies(GapCase):
    def out(self, workload: Workload, proxy: Proxy, words: str, **options: object) -> None:
        with self.assertRaises(Refused) as caught:
            workload.run(proxy, "SELECT 1", **options)
        self.assertIn(words, caught.exception.args[1])

    def test_iam_signs_in_from_end_to_end(self) -> None:
        role = make_role("rds.amazonaws.com", connect_to(instance(), "app_user"))
        proxy = make_proxy("end-to-end", role, DefaultAuthScheme="IAM_AUTH")
        workload = make_workload(network(), connect_to(proxy, "app_user"), connect_to(proxy, "reporter"))
        token = functools.partial(workload.token, proxy.host, proxy.port)
        options = {"user": "app_user", "password": token("app_user")}
        self.assertEqual(workload.run(proxy, "SELECT current_user", **options), [["app_user"]])
        failed = "The IAM authentication failed for the role app_user"
        self.out(workload, proxy, failed, user="app_user", password="wrong")
        self.out(workload, proxy, failed, user="app_user", password=workload.token(instance().host, 5432, "app_user"))
        stranger = make_workload(network())
        self.out(stranger, proxy, failed, user="app_user", password=stranger.token(proxy.host, 5432, "app_user"))
        self.out(workload, proxy, "PAM authentication failed", user="reporter", password=token("reporter"))
        self.out(workload, proxy, "This RDS Proxy requires TLS connections", secure=False, **options)
        self.out(workload, proxy, "the startup parameter statement_timeout", statement_timeout="1", **options)
        self.out(workload, proxy, "command-line options", options="-c statement_timeout=1", **options)

    def test_a_proxy_signs_in_with_its_secrets_and_no_other_user(self) -> None:
        held = json.dumps({"username": MASTER, "password": PASSWORD})
        secret = client("secretsmanager").create_secret(Name="of-a-proxy", SecretString=held)["ARN"]
        role = make_role("rds.amazonaws.com", allow("secretsmanager:GetSecretValue", secret))
        auth = {"AuthScheme": "SECRETS", "SecretArn": secret, "IAMAuth": "DISABLED"}
        proxy = make_proxy("with-secrets", role, Auth=[auth])
        workload = make_workload(network())
        self.assertEqual(workload.run(proxy, "SELECT current_user"), [[MASTER]])
        self.out(workload, proxy, f"The password that was provided for the role {MASTER} is wrong.", password="another")
        nobody = "This RDS proxy has no credentials for the role reporter"
        self.out(workload, proxy, nobody, user="reporter", password="its-own")
        changed = json.dumps({"username": MASTER, "password": "x"})
        client("secretsmanager").put_secret_value(SecretId=secret, SecretString=changed)
        self.out(workload, proxy, "password authentication failed", password="x")
