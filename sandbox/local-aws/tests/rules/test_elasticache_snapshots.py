"""What ElastiCache says of snapshots, of what is made from them, and of failovers."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces

_numbers = itertools.count()


class Snapshots(GapCase):
    def setUp(self) -> None:
        self.cache = client("elasticache")
        self.name = f"kept-{next(_numbers)}"

    def make(self, name: str, **options: Any) -> None:
        made = {"ReplicationGroupDescription": "x", "Engine": "valkey", "CacheNodeType": "cache.t4g.micro"}
        self.cache.create_replication_group(ReplicationGroupId=name, **{**made, "EngineVersion": "8.0", **options})

    def take(self, **options: Any) -> str:
        """The name of a snapshot of a new group."""
        self.make(self.name, **options)
        self.cache.create_snapshot(SnapshotName=self.name, ReplicationGroupId=self.name)
        return self.name

    @enforces("elasticache_snapshots.snapshot_names")
    def test_a_name_is_free(self) -> None:
        name = self.take()
        with self.refused("SnapshotAlreadyExistsFault", name):
            self.cache.create_snapshot(SnapshotName=name, ReplicationGroupId=name)
        with self.refused("SnapshotAlreadyExistsFault", name):
            self.cache.delete_replication_group(ReplicationGroupId=name, FinalSnapshotIdentifier=name)
        with self.refused("InvalidParameterValue", "SnapshotName"):
            self.cache.create_snapshot(SnapshotName="a_b", ReplicationGroupId=name)
        self.cache.describe_replication_groups(ReplicationGroupId=name)

    @enforces("elasticache_snapshots.snapshot_sources")
    def test_a_snapshot_is_of_what_exists_and_can_be_kept(self) -> None:
        with self.refused("InvalidParameterCombination"):
            self.cache.create_snapshot(SnapshotName=self.name)
        with self.refused("ReplicationGroupNotFoundFault"):
            self.cache.create_snapshot(SnapshotName=self.name, ReplicationGroupId="nothing")
        self.cache.create_cache_cluster(CacheClusterId=self.name, Engine="memcached", NumCacheNodes=1)
        with self.refused("SnapshotFeatureNotSupportedFault"):
            self.cache.create_snapshot(SnapshotName=self.name, CacheClusterId=self.name)

    @enforces("elasticache_snapshots.restored_groups")
    def test_a_group_is_made_from_what_its_engine_reads(self) -> None:
        name = self.take()
        with self.refused("SnapshotNotFoundFault", "nothing"):
            self.make(f"{name}-a", SnapshotName="nothing")
        with self.refused("InvalidParameterCombination", "valkey 8.0 cannot be restored to valkey 7.2"):
            self.make(f"{name}-a", SnapshotName=name, EngineVersion="7.2")
        with self.refused("InvalidParameterCombination", "redis"):
            self.make(f"{name}-a", SnapshotName=name, Engine="redis", EngineVersion="7.1")
        with self.refused("InvalidParameterCombination", "data tiering"):
            self.make(f"{name}-a", SnapshotName=name, CacheNodeType="cache.r6gd.xlarge", DataTieringEnabled=True)
        self.make(f"{name}-b", SnapshotName=name, EngineVersion="8.1", CacheNodeType="cache.m7g.large")

    @enforces("elasticache_snapshots.restored_groups")
    def test_what_is_of_cluster_mode_stays_in_it(self) -> None:
        shards = {"NumNodeGroups": 2, "ReplicasPerNodeGroup": 1, "AutomaticFailoverEnabled": True}
        name = self.take(**shards)
        with self.refused("InvalidParameterCombination", "cluster mode"):
            self.make(f"{name}-a", SnapshotName=name)
        self.make(f"{name}-b", SnapshotName=name, **{**shards, "NumNodeGroups": 3})

    @enforces("elasticache_snapshots.serverless_snapshots")
    def test_names_of_serverless_snapshots(self) -> None:
        self.cache.create_serverless_cache(ServerlessCacheName=self.name, Engine="valkey")
        named = {"ServerlessCacheSnapshotName": self.name}
        with self.refused("ServerlessCacheNotFoundFault"):
            self.cache.create_serverless_cache_snapshot(**named, ServerlessCacheName="nothing")
        self.cache.create_serverless_cache_snapshot(**named, ServerlessCacheName=self.name)
        with self.refused("ServerlessCacheSnapshotAlreadyExistsFault"):
            self.cache.create_serverless_cache_snapshot(**named, ServerlessCacheName=self.name)
        with self.refused("ServerlessCacheSnapshotAlreadyExistsFault"):
            self.cache.delete_serverless_cache(ServerlessCacheName=self.name, FinalSnapshotName=self.name)
        with self.refused("ServerlessCacheSnapshotNotFoundFault"):
            self.cache.delete_serverless_cache_snapshot(ServerlessCacheSnapshotName="nothing")

    @enforces("elasticache_snapshots.restored_serverless_caches")
    def test_a_serverless_cache_is_made_from_what_its_engine_reads(self) -> None:
        name = self.take()
        arn = self.cache.describe_snapshots(SnapshotName=name)["Snapshots"][0]["ARN"]
        wrong = ({"MajorEngineVersion": "7"}, {"Engine": "redis"}, {"SnapshotArnsToRestore": [f"{arn}-nothing"]})
        for options in wrong:
            with self.refused(
                "InvalidParameterValue" if "SnapshotArnsToRestore" in options else "InvalidParameterCombination"
            ):
                self.cache.create_serverless_cache(
                    **{"ServerlessCacheName": name, "Engine": "valkey", "SnapshotArnsToRestore": [arn], **options}
                )

    @enforces("elasticache_snapshots.failovers")
    def test_what_fails_over_has_a_replica(self) -> None:
        with self.refused("ReplicationGroupNotFoundFault"):
            self.cache.test_failover(ReplicationGroupId="nothing", NodeGroupId="0001")
        self.make(self.name)
        with self.refused("InvalidReplicationGroupState"):
            self.cache.test_failover(ReplicationGroupId=self.name, NodeGroupId="0001")
        with self.refused("NodeGroupNotFoundFault"):
            self.cache.test_failover(ReplicationGroupId=self.name, NodeGroupId="0002")
