"""Caches that are spoken to: who signs in, what they may do, failovers, and what is there after a restart."""

import contextlib
import itertools
import subprocess
import threading
import time
from typing import Any

from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from tests import cache_client
from tests.cache_client import key_of, token
from tests.case import GapCase, client, fills
from tests.roles import allow
from tests.server import LocalAws

_numbers = itertools.count()
_WRONG = "-WRONGPASS invalid username-password pair or user is disabled."
_ACCESS = "on ~* &* +@all -@dangerous +info"


class CacheCase(GapCase):
    """A user who signs in with IAM, and caches for him."""

    def setUp(self) -> None:
        self.number = next(_numbers)
        self.client = cache_client.shared()
        self.cache = client("elasticache")

    def make_users(self, access: str = _ACCESS) -> tuple[str, str]:
        """The name of a user, which is his group's too, and his ARN."""
        user = f"app-{next(_numbers)}"
        mode = {"AuthenticationMode": {"Type": "iam"}}
        arn = self.cache.create_user(UserId=user, UserName=user, Engine="redis", AccessString=access, **mode)["ARN"]
        self.cache.create_user(
            **{"UserId": f"{user}-default", "UserName": "default", "Engine": "redis"},
            **{"AccessString": "off -@all", "NoPasswordRequired": True},
        )
        self.cache.create_user_group(UserGroupId=user, Engine="redis", UserIds=[user, f"{user}-default"])
        return user, str(arn)

    def make_group(self, users: str, **options: Any) -> dict[str, Any]:
        made = {"ReplicationGroupDescription": "x", "Engine": "valkey", "CacheNodeType": "cache.t4g.micro"}
        made |= {"CacheSubnetGroupName": self.client.subnet_group, "SecurityGroupIds": [self.client.group]}
        made |= {"TransitEncryptionEnabled": True, "UserGroupIds": [users], "NumCacheClusters": 2, **options}
        name = f"spoken-{next(_numbers)}"
        self.cache.create_replication_group(ReplicationGroupId=name, AutomaticFailoverEnabled=True, **made)
        self.addCleanup(self.delete_group, name)
        return self.described(name)

    def delete_group(self, name: str) -> None:
        with contextlib.suppress(ClientError):  # a test may have deleted it
            self.cache.delete_replication_group(ReplicationGroupId=name)

    def delete_serverless(self, name: str) -> None:
        with contextlib.suppress(ClientError):
            self.cache.delete_serverless_cache(ServerlessCacheName=name)

    def described(self, group: str) -> dict[str, Any]:
        return dict(self.cache.describe_replication_groups(ReplicationGroupId=group)["ReplicationGroups"][0])

    def make_serverless(self, users: str, **options: Any) -> dict[str, Any]:
        name = f"serverless-spoken-{next(_numbers)}"
        network = {"SubnetIds": self.client.subnets, "SecurityGroupIds": [self.client.group]}
        self.cache.create_serverless_cache(
            ServerlessCacheName=name, Engine="valkey", UserGroupId=users, **network, **options
        )
        (found,) = self.cache.describe_serverless_caches(ServerlessCacheName=name)["ServerlessCaches"]
        self.addCleanup(self.delete_serverless, name)
        return dict(found)


def primary(group: dict[str, Any]) -> str:
    return str(group["NodeGroups"][0]["PrimaryEndpoint"]["Address"])


class SigningIn(CacheCase):
    @fills("cache_data.running_caches")
    def test_a_user_signs_in_with_a_token_and_may_do_what_his_access_string_says(self) -> None:
        user, arn = self.make_users()
        group = self.make_group(user)
        key = key_of(allow("elasticache:Connect", [group["ARN"], arn]))
        signed = ["AUTH", user, token(key, group["ReplicationGroupId"], user)]
        commands = [
            ["SET", "a", "b"],
            ["GET", "a"],
            ["ACL", "WHOAMI"],
            ["FLUSHALL"],
            ["KEYS", "*"],
            ["CONFIG", "GET", "*"],
        ]
        answers = self.client.ask(primary(group), signed, *commands)
        self.assertEqual(answers[:4], ["OK", "OK", "b", user])
        for command, answer in zip(("flushall", "keys", "config|get"), answers[4:], strict=True):
            self.assertEqual(answer, f"-NOPERM User {user} has no permissions to run the '{command}' command")
        hello = self.client.ask(primary(group), ["HELLO", "3", *signed], ["GET", "a"])
        self.assertEqual((hello[0][1], hello[1]), ("valkey", "b"))
        reader = group["NodeGroups"][0]["ReaderEndpoint"]["Address"]
        read = self.client.ask(reader, signed, ["GET", "a"], ["SET", "a", "c"])
        self.assertEqual(read[1], "b")
        self.assertRegex(read[2], "^-NOPERM")

    @fills("cache_data.running_caches")
    def test_nobody_else_signs_in(self) -> None:
        user, arn = self.make_users()
        group = self.make_group(user)
        name = group["ReplicationGroupId"]
        key = key_of(allow("elasticache:Connect", [group["ARN"], arn]))
        only_cache = key_of(allow("elasticache:Connect", group["ARN"]))
        good = token(key, name, user)
        wrong = {
            "another user's": ["AUTH", "default", token(key, name, "default")],
            "a user of no group's": ["AUTH", self.make_users()[0], good],
            "one that has ended": ["AUTH", user, token(key, name, user, seconds=0)],
            "one that lasts too long": ["AUTH", user, token(key, name, user, seconds=901)],
            "another service's": ["AUTH", user, token(key, name, user, service="rds-db")],
            "another cache's": ["AUTH", user, token(key, "other", user)],
            "one for a serverless cache": ["AUTH", user, token(key, name, user, ResourceType="ServerlessCache")],
            "one that was changed": ["AUTH", user, good[:-1] + ("0" if good[-1] != "0" else "1")],
            "one of a key that is nobody's": ["AUTH", user, token(Credentials("AKIAX", "x"), name, user)],
            "one of a user who may not": ["AUTH", user, token(key_of(allow("s3:*")), name, user)],
            "one of who may only on the cache": ["AUTH", user, token(only_cache, name, user)],
            "none": ["AUTH", "x"],
        }
        answers = self.client.ask(primary(group), ["GET", "a"], *wrong.values())
        self.assertIsInstance(answers, list, answers)
        self.assertEqual(answers[0], "-NOAUTH Authentication required.")
        for what, answer in zip(wrong, answers[1:], strict=True):
            self.assertEqual(answer, _WRONG, what)
        self.assertEqual(self.client.ask(primary(group), ["AUTH", user, good])[0], "OK")
        plain = self.client.ask(primary(group), ["PING"], secure=False)
        self.assertIn(plain["error"], ("closed", "ECONNRESET"))

    @fills("cache_data.running_caches")
    def test_cluster_mode_and_serverless_speak_the_cluster_protocol(self) -> None:
        user, arn = self.make_users()
        group = self.make_group(user, NumNodeGroups=2, ReplicasPerNodeGroup=1, NumCacheClusters=4)
        serverless = self.make_serverless(user)
        key = key_of(allow("elasticache:Connect", [group["ARN"], serverless["ARN"], arn]))
        signed = token(key, group["ReplicationGroupId"], user)
        more = {"ResourceType": "ServerlessCache"}
        for host, password in (
            (group["ConfigurationEndpoint"]["Address"], signed),
            (serverless["Endpoint"]["Address"], token(key, serverless["ServerlessCacheName"], user, **more)),
        ):
            _, slots, answer = self.client.ask(host, ["AUTH", user, password], ["CLUSTER", "SLOTS"], ["SET", "a", "b"])
            self.assertEqual((slots[0][:2], slots[0][2][:2], answer), (["0", "16383"], [host, "6379"], "OK"))

    @fills("cache_data.running_caches")
    def test_a_changed_access_string_holds_at_once(self) -> None:
        user, arn = self.make_users()
        group = self.make_group(user)
        key = key_of(allow("elasticache:Connect", [group["ARN"], arn]))
        signed = ["AUTH", user, token(key, group["ReplicationGroupId"], user)]
        self.assertEqual(self.client.ask(primary(group), signed, ["SET", "a", "b"])[1], "OK")
        self.cache.modify_user(UserId=user, AccessString="on ~* +get")
        self.assertRegex(self.client.ask(primary(group), signed, ["SET", "a", "b"])[1], "^-NOPERM")
        self.cache.modify_user(UserId=user, AccessString="off ~* +get")
        self.assertEqual(self.client.ask(primary(group), signed)[0], _WRONG)


class Failovers(CacheCase):
    @fills("cache_failover.test_failover")
    def test_a_failover_cuts_connections_and_loses_nothing(self) -> None:
        user, arn = self.make_users()
        group = self.make_group(user)
        name = group["ReplicationGroupId"]
        signed = ["AUTH", user, token(key_of(allow("elasticache:Connect", [group["ARN"], arn])), name, user)]
        self.assertEqual(self.client.ask(primary(group), signed, ["SET", "a", "b"])[1], "OK")
        found: list[Any] = []
        waiting = threading.Thread(
            target=lambda: found.append(self.client.ask(primary(group), signed, ["GET", "a"], wait=True))
        )
        waiting.start()
        time.sleep(0.5)
        self.cache.test_failover(ReplicationGroupId=name, NodeGroupId="0001")
        waiting.join()
        self.assertIn(found[0]["error"], ("closed", "ECONNRESET"))
        roles = [member["CurrentRole"] for member in self.described(name)["NodeGroups"][0]["NodeGroupMembers"]]
        self.assertEqual(roles, ["replica", "primary"])
        self.until(lambda: self.client.ask(primary(group), signed, ["GET", "a"]), ["OK", "b"], seconds=3)


class Ends(GapCase):
    """A server in cluster mode is started with its cache, and any other by the first who connects."""

    @fills("cache_data.running_caches")
    def test_servers_end_with_the_local_aws_and_start_again_with_it(self) -> None:
        aws = LocalAws(stock=self.stock)
        self.addCleanup(aws.remove)
        aws.start()
        shape = {"NumNodeGroups": 2, "ReplicasPerNodeGroup": 1, "AutomaticFailoverEnabled": True}
        made = {"ReplicationGroupDescription": "x", "Engine": "valkey", "CacheNodeType": "cache.t4g.micro", **shape}
        aws.client("elasticache").create_replication_group(ReplicationGroupId="g", **made)
        for kill in (False, True):  # the first saves the group
            self.until(lambda: servers_of(aws), 1)
            aws.stop(kill=kill)
            self.until(lambda: servers_of(aws), 0)
            aws.start()
        aws.client("elasticache").delete_replication_group(ReplicationGroupId="g")
        self.until(lambda: servers_of(aws), 0)


def servers_of(aws: LocalAws) -> int:
    found = subprocess.run(["ps", "-axo", "command"], capture_output=True, text=True, check=True).stdout
    return sum("valkey-server unixsocket:" in line and str(aws.home) in line for line in found.splitlines())
