"""Caches: replication groups, clusters, serverless, parameters, users."""

import itertools
from typing import Any

from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills, make_vpc
from tests.keys import make_key
from tests.server import LocalAws

_numbers = itertools.count()


def name(kind: str) -> str:
    return f"{kind}-{next(_numbers)}"


def make_subnet_group() -> str:
    _, subnets = make_vpc(3)
    group = name("subnets")
    client("elasticache").create_cache_subnet_group(
        CacheSubnetGroupName=group, CacheSubnetGroupDescription="x", SubnetIds=subnets
    )
    return group


class ReplicationGroups(GapCase):
    def make(self, **options: Any) -> str:
        group = name("group")
        client("elasticache").create_replication_group(
            ReplicationGroupId=group,
            ReplicationGroupDescription="x",
            Engine="valkey",
            CacheNodeType="cache.t4g.micro",
            CacheSubnetGroupName=make_subnet_group(),
            **options,
        )
        return group

    def describe(self, group: str) -> dict[str, Any]:
        (found,) = client("elasticache").describe_replication_groups(ReplicationGroupId=group)["ReplicationGroups"]
        return dict(found)

    def zones(self, group: str) -> list[list[str]]:
        """The letters of the zones, shard by shard."""
        return [
            [member["PreferredAvailabilityZone"][-1] for member in shard["NodeGroupMembers"]]
            for shard in self.describe(group)["NodeGroups"]
        ]

    def node(self, group: str, number: int = 0) -> dict[str, Any]:
        identity = self.describe(group)["MemberClusters"][number]
        (found,) = client("elasticache").describe_cache_clusters(CacheClusterId=identity)["CacheClusters"]
        return dict(found)

    @fills("cache_groups.replication_group_shape")
    def test_nodes_stand_in_the_zones_asked_for(self) -> None:
        zones = ["eu-west-1c", "eu-west-1a"]
        group = self.make(NumCacheClusters=2, PreferredCacheClusterAZs=zones)
        self.assertEqual(self.zones(group), [["c", "a"]])
        self.assertEqual(self.describe(group)["MemberClusters"], [f"{group}-001", f"{group}-002"])
        primary = self.describe(group)["NodeGroups"][0]["PrimaryEndpoint"]["Address"]
        self.assertRegex(primary, rf"^master\.{group}\.\w+\.euw1\.cache\.amazonaws\.com$")

    @fills("cache_groups.replication_group_shape")
    def test_the_number_of_nodes_changes(self) -> None:
        group = self.make(NumCacheClusters=2)
        cache = client("elasticache")
        cache.increase_replica_count(ReplicationGroupId=group, NewReplicaCount=2, ApplyImmediately=True)
        self.assertEqual(self.zones(group), [["a", "b", "c"]])
        self.assertEqual(self.node(group, 2)["CacheClusterStatus"], "available")
        cache.decrease_replica_count(ReplicationGroupId=group, NewReplicaCount=1, ApplyImmediately=True)
        self.assertEqual(len(self.describe(group)["MemberClusters"]), 2)
        with self.assertRaisesRegex(ClientError, "CacheClusterNotFound"):
            cache.describe_cache_clusters(CacheClusterId=f"{group}-003")

    @fills("cache_groups.replication_group_shape")
    def test_the_number_of_shards_changes(self) -> None:
        group = self.make(NumNodeGroups=2, ReplicasPerNodeGroup=1, AutomaticFailoverEnabled=True)
        self.assertEqual(self.zones(group), [["a", "b"], ["b", "c"]])
        self.assertRegex(self.describe(group)["ConfigurationEndpoint"]["Address"], rf"^clustercfg\.{group}\.")
        client("elasticache").modify_replication_group_shard_configuration(
            ReplicationGroupId=group, NodeGroupCount=3, ApplyImmediately=True
        )
        self.assertEqual(self.zones(group), [["a", "b"], ["b", "c"], ["c", "a"]])

    @fills("cache_groups.replication_group_settings")
    def test_a_group_and_its_nodes_keep_and_change_settings(self) -> None:
        topic, key = "arn:aws:sns:eu-west-1:000000000000:cache", make_key()
        group = self.make(
            NumCacheClusters=2,
            KmsKeyId=key,
            NotificationTopicArn=topic,
            LogDeliveryConfigurations=[self.log("slow-log")],
        )
        self.assertEqual(self.describe(group)["KmsKeyId"], key)
        self.assertEqual(self.node(group)["NotificationConfiguration"]["TopicArn"], topic)
        client("elasticache").modify_replication_group(
            ReplicationGroupId=group,
            PreferredMaintenanceWindow="mon:01:00-mon:02:00",
            SecurityGroupIds=["sg-9"],
            SnapshotRetentionLimit=5,
            AutoMinorVersionUpgrade=False,
            LogDeliveryConfigurations=[{"LogType": "slow-log", "Enabled": False}, self.log("engine-log")],
        )
        node = self.node(group)
        self.assertEqual(node["PreferredMaintenanceWindow"], "mon:01:00-mon:02:00")
        self.assertEqual(node["SecurityGroups"], [{"SecurityGroupId": "sg-9", "Status": "active"}])
        self.assertEqual((node["SnapshotRetentionLimit"], node["AutoMinorVersionUpgrade"]), (5, False))
        self.assertEqual([log["LogType"] for log in self.describe(group)["LogDeliveryConfigurations"]], ["engine-log"])

    def log(self, kind: str) -> dict[str, Any]:
        details = {"CloudWatchLogsDetails": {"LogGroup": "/cache"}}
        destination = {"DestinationType": "cloudwatch-logs", "DestinationDetails": details}
        return {"LogType": kind, "LogFormat": "json", "Enabled": True, **destination}

    @fills("cache_groups.replication_group_final_snapshot")
    def test_a_final_snapshot_is_taken(self) -> None:
        group = self.make(NumCacheClusters=1)
        cache = client("elasticache")
        cache.delete_replication_group(ReplicationGroupId=group, FinalSnapshotIdentifier=f"{group}-final")
        (found,) = cache.describe_snapshots(ReplicationGroupId=group)["Snapshots"]
        self.assertEqual((found["SnapshotName"], found["Engine"]), (f"{group}-final", "valkey"))


class Restart(GapCase):
    @fills("cache_restart.endpoints_after_restart")
    def test_a_node_keeps_its_endpoint(self) -> None:
        aws = LocalAws(stock=self.stock)
        self.addCleanup(aws.remove)
        aws.start()
        aws.client("elasticache").create_replication_group(ReplicationGroupId="g", ReplicationGroupDescription="x")
        aws.stop()
        aws.start()
        found = aws.client("elasticache").describe_cache_clusters(ShowCacheNodeInfo=True)["CacheClusters"]
        self.assertRegex(found[0]["CacheNodes"][0]["Endpoint"]["Address"], r"\.cache\.amazonaws\.com$")


class Clusters(GapCase):
    @fills("cache_clusters.cache_cluster_settings")
    def test_a_memcached_cluster_spreads_and_grows(self) -> None:
        cluster = name("memcached")
        cache = client("elasticache")
        cache.create_cache_cluster(
            CacheClusterId=cluster,
            Engine="memcached",
            NumCacheNodes=2,
            AZMode="cross-az",
            PreferredAvailabilityZones=["eu-west-1c", "eu-west-1a"],
            CacheSubnetGroupName=make_subnet_group(),
            SecurityGroupIds=["sg-9"],
            Port=11311,
        )
        found = self.describe(cluster)
        self.assertEqual(self.zones(found), ["c", "a"])
        self.assertEqual(found["PreferredAvailabilityZone"], "Multiple")
        self.assertEqual(found["SecurityGroups"], [{"SecurityGroupId": "sg-9", "Status": "active"}])
        self.assertEqual(found["ConfigurationEndpoint"]["Port"], 11311)
        cache.modify_cache_cluster(CacheClusterId=cluster, NumCacheNodes=3, NewAvailabilityZones=["eu-west-1b"])
        self.assertEqual(self.zones(self.describe(cluster)), ["c", "a", "b"])
        cache.modify_cache_cluster(CacheClusterId=cluster, NumCacheNodes=2, CacheNodeIdsToRemove=["0002"])
        self.assertEqual(self.zones(self.describe(cluster)), ["c", "b"])

    def describe(self, cluster: str) -> dict[str, Any]:
        found = client("elasticache").describe_cache_clusters(CacheClusterId=cluster, ShowCacheNodeInfo=True)
        return dict(found["CacheClusters"][0])

    def zones(self, cluster: dict[str, Any]) -> list[str]:
        return [node["CustomerAvailabilityZone"][-1] for node in cluster["CacheNodes"]]


class Serverless(GapCase):
    @fills("cache_serverless.serverless_memcached")
    def test_memcached_can_be_serverless(self) -> None:
        made = self.make(Engine="memcached", MajorEngineVersion="1.6")
        self.assertEqual((made["Status"], made["FullEngineVersion"]), ("available", "1.6.22"))

    @fills("cache_serverless.serverless_endpoints")
    def test_an_endpoint_never_names_this_machine(self) -> None:
        made = self.make(Engine="valkey")
        self.assertRegex(made["Endpoint"]["Address"], r"^serverless-\d+-\w+\.serverless\.euw1\.cache\.amazonaws\.com$")

    def make(self, **options: Any) -> dict[str, Any]:
        cache = name("serverless")
        client("elasticache").create_serverless_cache(ServerlessCacheName=cache, **options)
        (found,) = client("elasticache").describe_serverless_caches(ServerlessCacheName=cache)["ServerlessCaches"]
        return dict(found)


class Parameters(GapCase):
    def make(self) -> str:
        group = name("parameters")
        cache = client("elasticache")
        cache.create_cache_parameter_group(
            CacheParameterGroupName=group, CacheParameterGroupFamily="valkey8", Description="x"
        )
        self.change("modify", group)
        return group

    def change(self, how: str, group: str) -> None:
        values = [{"ParameterName": "cluster-enabled", "ParameterValue": "yes"}]
        getattr(client("elasticache"), f"{how}_cache_parameter_group")(
            CacheParameterGroupName=group, ParameterNameValues=values
        )

    def names(self, group: str, **options: Any) -> list[str]:
        found = client("elasticache").describe_cache_parameters(CacheParameterGroupName=group, **options)
        return [parameter["ParameterName"] for parameter in found["Parameters"]]

    @fills("cache_parameters.parameter_source")
    def test_only_the_users_parameters_are_shown(self) -> None:
        self.assertEqual(self.names(self.make(), Source="user"), ["cluster-enabled"])

    @fills("cache_parameters.parameter_reset")
    def test_a_reset_parameter_is_no_longer_set(self) -> None:
        group = self.make()
        self.change("reset", group)
        self.assertNotIn("cluster-enabled", self.names(group))


class Users(GapCase):
    @fills("cache_users.user_authentication")
    def test_a_user_signs_in_as_asked(self) -> None:
        user = name("user")
        cache = client("elasticache")
        mode = {"Type": "iam"}
        cache.create_user(UserId=user, UserName=user, Engine="valkey", AccessString="on", AuthenticationMode=mode)
        self.assertEqual(self.mode(user), "iam")
        cache.modify_user(UserId=user, AuthenticationMode={"Type": "no-password-required"})
        self.assertEqual(self.mode(user), "no-password")

    @fills("cache_users.changed_engine")
    def test_a_user_and_a_group_change_their_engine(self) -> None:
        user, cache = name("user"), client("elasticache")
        mode = {"Type": "iam"}
        cache.create_user(UserId=user, UserName=user, Engine="redis", AccessString="on", AuthenticationMode=mode)
        cache.create_user_group(UserGroupId=user, Engine="valkey", UserIds=[user])
        cache.modify_user(UserId=user, Engine="valkey", AppendAccessString="~a:* +get")
        (found,) = cache.describe_users(UserId=user)["Users"]
        self.assertEqual((found["Engine"], found["AccessString"]), ("valkey", "on ~a:* +get"))
        default = name("user")
        cache.modify_user(UserId=user, Engine="redis")
        cache.create_user(
            UserId=default, UserName="default", Engine="redis", AccessString="off", NoPasswordRequired=True
        )
        cache.modify_user_group(UserGroupId=user, Engine="redis", UserIdsToAdd=[default])
        (group,) = cache.describe_user_groups(UserGroupId=user)["UserGroups"]
        self.assertEqual((group["Engine"], group["UserIds"]), ("redis", [user, default]))

    def mode(self, user: str) -> str:
        (found,) = client("elasticache").describe_users(UserId=user)["Users"]
        return str(found["Authentication"]["Type"])
