"""Snapshots of caches: what they hold, what is made from them, and how long they are kept; and what a restart keeps."""

import time
from typing import Any

from tests.cache_client import key_of, token
from tests.case import fills
from tests.roles import allow
from tests.test_cache_servers import CacheCase, primary


def window(minutes: int) -> str:
    """One of 90 minutes that begins so many minutes from now."""
    first = time.time() + 60 * minutes
    return "-".join(time.strftime("%H:%M", time.gmtime(each)) for each in (first, first + 90 * 60))


class SnapshotCase(CacheCase):
    def setUp(self) -> None:
        super().setUp()
        self.user, _ = self.make_users()
        self.key = key_of(allow("elasticache:Connect", "*"))

    def signed(self, cache: str, **more: str) -> list[str]:
        return ["AUTH", self.user, token(self.key, cache, self.user, **more)]

    def put(self, group: dict[str, Any], value: str) -> None:
        name = group["ReplicationGroupId"]
        answers = self.client.ask(primary(group), self.signed(name), ["SET", "a", value])
        self.assertEqual(answers, ["OK", "OK"])

    def held(self, group: dict[str, Any]) -> Any:
        return self.client.ask(primary(group), self.signed(group["ReplicationGroupId"]), ["GET", "a"])[1]


class Snapshots(SnapshotCase):
    @fills("cache_snapshots.snapshot_data")
    def test_a_snapshot_is_described_as_its_group_was(self) -> None:
        group = self.make_group(self.user)
        name = group["ReplicationGroupId"]
        made = self.cache.create_snapshot(SnapshotName=f"{name}-one", ReplicationGroupId=name)["Snapshot"]
        self.assertEqual((made["Engine"], made["NumNodeGroups"], made["Port"]), ("valkey", 1, 6379))
        self.assertEqual(made["NodeSnapshots"][0]["CacheClusterId"], f"{name}-002")
        listed = self.cache.describe_snapshots(ReplicationGroupId=name, SnapshotSource="system")["Snapshots"]
        self.assertEqual(listed, [])

    @fills("cache_snapshots.restored_group")
    def test_a_group_made_from_a_snapshot_has_what_was_there_and_nothing_later(self) -> None:
        group = self.make_group(self.user)
        name = group["ReplicationGroupId"]
        self.put(group, "before")
        self.cache.create_snapshot(SnapshotName=f"{name}-one", ReplicationGroupId=name)
        self.put(group, "after")
        restored = self.make_group(self.user, SnapshotName=f"{name}-one")
        self.assertEqual((self.held(restored), self.held(group)), ("before", "after"))
        clustered = {"NumNodeGroups": 2, "ReplicasPerNodeGroup": 1, "NumCacheClusters": 4}
        shards = self.make_group(self.user, SnapshotName=f"{name}-one", **clustered)
        host, sign = shards["ConfigurationEndpoint"]["Address"], self.signed(shards["ReplicationGroupId"])
        self.assertEqual(self.client.ask(host, sign, ["GET", "a"])[1], "before")

    @fills("cache_snapshots.restored_group")
    def test_a_final_snapshot_holds_the_last_of_it_and_a_group_of_the_same_name_begins_empty(self) -> None:
        group = self.make_group(self.user)
        name = group["ReplicationGroupId"]
        self.put(group, "last")
        self.cache.delete_replication_group(ReplicationGroupId=name, FinalSnapshotIdentifier=f"{name}-final")
        again = {"ReplicationGroupId": name, "CacheNodeType": "cache.t4g.micro", "Engine": "redis"}
        again |= {"ReplicationGroupDescription": "x", "UserGroupIds": [self.user], "TransitEncryptionEnabled": True}
        network = {"CacheSubnetGroupName": self.client.subnet_group, "SecurityGroupIds": [self.client.group]}
        self.cache.create_replication_group(**again, **network)
        self.assertIsNone(self.held(self.described(name)))
        restored = self.make_group(self.user, SnapshotName=f"{name}-final")
        self.assertEqual(self.held(restored), "last")

    @fills("cache_groups.replication_group_settings")
    def test_redis_oss_becomes_valkey_and_keeps_what_it_holds(self) -> None:
        group = self.make_group(self.user, Engine="redis", EngineVersion="7.1")
        self.put(group, "kept")
        self.cache.modify_replication_group(
            **{"ReplicationGroupId": group["ReplicationGroupId"], "Engine": "valkey", "EngineVersion": "8.0"},
            **{"CacheParameterGroupName": "default.valkey8", "ApplyImmediately": True},
        )
        self.assertEqual(self.held(group), "kept")

    @fills("cache_snapshots.automatic_snapshots")
    def test_one_is_taken_a_day_as_its_window_opens_and_goes_with_its_group(self) -> None:
        days = {"SnapshotRetentionLimit": 2, "PreferredMaintenanceWindow": self.far_away()}
        group = self.make_group(self.user, SnapshotWindow=window(-5), **days)
        other = self.make_group(self.user, SnapshotWindow=window(5), **days)
        name = group["ReplicationGroupId"]

        def taken() -> list[str]:
            found = self.cache.describe_snapshots(SnapshotSource="system")["Snapshots"]
            ours = (name, other["ReplicationGroupId"])
            return [each["ReplicationGroupId"] for each in found if each["ReplicationGroupId"] in ours]

        self.until(taken, [name])
        time.sleep(0.2)
        self.assertEqual(taken(), [name])
        (snapshot,) = self.cache.describe_snapshots(ReplicationGroupId=name)["Snapshots"]
        self.assertRegex(snapshot["SnapshotName"], rf"^automatic\.{name}-\d\d\d\d-")
        self.cache.delete_replication_group(ReplicationGroupId=name)
        self.assertEqual(taken(), [])

    def far_away(self) -> str:
        """A weekly window on another day."""
        day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[(time.gmtime().tm_wday + 3) % 7]
        return f"{day}:12:00-{day}:13:00"


class ServerlessSnapshots(SnapshotCase):
    def ask(self, cache: dict[str, Any], *commands: list[str]) -> Any:
        sign = self.signed(cache["ServerlessCacheName"], ResourceType="ServerlessCache")
        return self.client.ask(cache["Endpoint"]["Address"], sign, *commands)[1:]

    @fills("cache_serverless_snapshots.serverless_snapshots")
    def test_a_serverless_cache_has_snapshots_manual_and_automatic(self) -> None:
        days = {"SnapshotRetentionLimit": 1, "DailySnapshotTime": window(-5)[:5]}
        name = self.make_serverless(self.user, **days)["ServerlessCacheName"]
        made = self.cache.create_serverless_cache_snapshot(
            ServerlessCacheSnapshotName=f"{name}-one", ServerlessCacheName=name
        )["ServerlessCacheSnapshot"]
        self.assertRegex(made["ARN"], rf":serverlesscachesnapshot:{name}-one$")
        self.assertEqual(made["ServerlessCacheConfiguration"]["MajorEngineVersion"], "8")
        self.until(lambda: self.types(name), ["automated", "manual"])
        self.cache.delete_serverless_cache_snapshot(ServerlessCacheSnapshotName=f"{name}-one")
        self.assertEqual(self.types(name), ["automated"])

    def types(self, name: str) -> list[str]:
        found = self.cache.describe_serverless_cache_snapshots(ServerlessCacheName=name)["ServerlessCacheSnapshots"]
        return sorted(each["SnapshotType"] for each in found)

    @fills("cache_serverless_snapshots.restored_serverless_cache")
    def test_a_serverless_cache_is_made_from_one_of_either_kind(self) -> None:
        cache = self.make_serverless(self.user)
        name = cache["ServerlessCacheName"]
        self.assertEqual(self.ask(cache, ["SET", "a", "serverless"]), ["OK"])
        self.cache.delete_serverless_cache(ServerlessCacheName=name, FinalSnapshotName=f"{name}-final")
        (final,) = self.cache.describe_serverless_cache_snapshots(ServerlessCacheName=name)["ServerlessCacheSnapshots"]
        group = self.make_group(self.user)
        self.put(group, "group")
        taken = self.cache.create_snapshot(SnapshotName=f"{name}-node", ReplicationGroupId=group["ReplicationGroupId"])
        for arn, value in ((final["ARN"], "serverless"), (taken["Snapshot"]["ARN"], "group")):
            restored = self.make_serverless(self.user, SnapshotArnsToRestore=[arn])
            self.assertEqual(self.ask(restored, ["GET", "a"]), [value])
