"""Rules of ElastiCache about caches with nodes."""

from typing import Any

from tests.case import GapCase, client, enforces, fills
from tests.test_caches import make_subnet_group, name


class CacheCase(GapCase):
    def group(self, **options: Any) -> str:
        group = name("ruled")
        made: dict[str, Any] = {"Engine": "valkey", "CacheNodeType": "cache.t4g.micro", "NumCacheClusters": 2}
        client("elasticache").create_replication_group(
            ReplicationGroupId=group, ReplicationGroupDescription="x", **(made | options)
        )
        return group

    def modify(self, group: str, **options: Any) -> None:
        client("elasticache").modify_replication_group(ReplicationGroupId=group, ApplyImmediately=True, **options)

    def memcached(self, **options: Any) -> str:
        cluster = name("ruled")
        made: dict[str, Any] = {"Engine": "memcached", "CacheNodeType": "cache.t4g.micro", "NumCacheNodes": 2}
        client("elasticache").create_cache_cluster(CacheClusterId=cluster, **(made | options))
        return cluster

    def parameters(self, family: str) -> str:
        group = name("ruled")
        client("elasticache").create_cache_parameter_group(
            CacheParameterGroupName=group, CacheParameterGroupFamily=family, Description="x"
        )
        return group


class Versions(CacheCase):
    @enforces("elasticache.engine_versions")
    def test_a_version_has_to_be_offered_with_its_engine(self) -> None:
        for engine, version in (("valkey", "7.1"), ("valkey", "8.9"), ("redis", "7.2"), ("redis", "8.0")):
            with self.refused("InvalidParameterCombination", f"Cannot find version {version} for {engine}"):
                self.group(Engine=engine, EngineVersion=version)
        for version in ("1.6.13", "1.6.21"):
            with self.refused("InvalidParameterCombination", f"Cannot find version {version} for memcached"):
                self.memcached(EngineVersion=version)
        self.group(EngineVersion="8.2")
        self.memcached(EngineVersion="1.6.22")

    @enforces("elasticache.engine_versions")
    def test_each_kind_has_its_engines(self) -> None:
        with self.refused("InvalidParameterValue", "memcached"):
            self.group(Engine="memcached")
        with self.refused("InvalidParameterValue", "valkey"):
            self.memcached(Engine="valkey")
        self.memcached(Engine="redis", NumCacheNodes=1)

    @enforces("elasticache.engine_versions")
    def test_a_version_only_grows_and_redis_becomes_valkey(self) -> None:
        group = self.group(EngineVersion="8.1")
        with self.refused("InvalidParameterValue", "8.1", "8.0"):
            self.modify(group, EngineVersion="8.0")
        with self.refused("InvalidParameterCombination", "redis"):
            self.modify(group, Engine="redis", EngineVersion="7.1")
        redis = self.group(Engine="redis", EngineVersion="7.1")
        self.modify(redis, Engine="valkey", EngineVersion="8.0")


class ParameterGroups(CacheCase):
    @enforces("elasticache.parameter_group_family")
    def test_a_group_is_of_the_versions_family(self) -> None:
        with self.refused("InvalidParameterCombination", "family valkey8 but found one of family redis7"):
            self.group(EngineVersion="8.0", CacheParameterGroupName=self.parameters("redis7"))
        with self.refused("InvalidParameterCombination", "memcached1.6"):
            self.memcached(EngineVersion="1.6.22", CacheParameterGroupName=self.parameters("memcached1.5"))
        self.group(Engine="redis", EngineVersion="6.2", CacheParameterGroupName=self.parameters("redis6.x"))

    @enforces("elasticache.parameter_group_in_use")
    def test_a_group_in_use_stays(self) -> None:
        group = self.parameters("valkey8")
        self.group(EngineVersion="8.0", CacheParameterGroupName=group)
        with self.refused("InvalidCacheParameterGroupState", "still members", group):
            client("elasticache").delete_cache_parameter_group(CacheParameterGroupName=group)

    @enforces("elasticache.parameter_group_in_use")
    @fills("cache_upgrades.waiting_upgrade")
    def test_so_does_the_old_one_of_an_upgrade_that_waits(self) -> None:
        old, new = self.parameters("valkey7"), self.parameters("valkey8")
        group = self.group(EngineVersion="7.2", CacheParameterGroupName=old)
        cache = client("elasticache")
        upgrade = {"EngineVersion": "8.0", "CacheParameterGroupName": new}
        cache.modify_replication_group(ReplicationGroupId=group, ApplyImmediately=False, **upgrade)
        with self.refused("InvalidCacheParameterGroupState", old):
            cache.delete_cache_parameter_group(CacheParameterGroupName=old)
        self.modify(group, **upgrade)
        cache.delete_cache_parameter_group(CacheParameterGroupName=old)


class Shapes(CacheCase):
    @enforces("elasticache.identifiers")
    def test_an_identifier_has_40_characters(self) -> None:
        for wrong in ("a--b", "x" * 41):
            with self.refused("InvalidParameterValue", "ReplicationGroupId", wrong):
                client("elasticache").create_replication_group(
                    ReplicationGroupId=wrong, ReplicationGroupDescription="x"
                )

    @enforces("elasticache.node_types")
    def test_a_node_type_has_to_exist(self) -> None:
        for wrong in ("cache.t4g.large", "cache.m7g.micro", "t4g.micro"):
            with self.refused("InvalidParameterValue", "CacheNodeType", wrong):
                self.group(CacheNodeType=wrong)

    @enforces("elasticache.data_tiering")
    @fills("cache_groups.replication_group_settings")
    def test_r6gd_keeps_data_on_disks_too_and_nothing_else_does(self) -> None:
        with self.refused("InvalidParameterCombination", "cache.r6gd.xlarge", "you must enable data tiering"):
            self.group(CacheNodeType="cache.r6gd.xlarge")
        with self.refused("InvalidParameterCombination", "data tiering"):
            self.memcached(CacheNodeType="cache.r6gd.xlarge")
        with self.refused("InvalidParameterCombination", "Data tiering is not supported"):
            self.group(DataTieringEnabled=True)
        group = self.group(CacheNodeType="cache.r6gd.xlarge", DataTieringEnabled=True)
        (found,) = client("elasticache").describe_replication_groups(ReplicationGroupId=group)["ReplicationGroups"]
        self.assertEqual(found["DataTiering"], "enabled")

    @enforces("elasticache.shapes")
    def test_failover_needs_replicas_and_at_most_five(self) -> None:
        with self.refused("InvalidParameterValue", "at least two cache clusters"):
            self.group(NumCacheClusters=1, AutomaticFailoverEnabled=True)
        with self.refused("InvalidParameterCombination", "automatic failover"):
            self.group(MultiAZEnabled=True)
        with self.refused("InvalidParameterValue", "0 to 5"):
            self.group(NumCacheClusters=7)
        self.group(NumCacheClusters=6, MultiAZEnabled=True, AutomaticFailoverEnabled=True)

    @enforces("elasticache.memcached_clusters")
    def test_memcached_has_tls_since_1_6_12(self) -> None:
        with self.refused("InvalidParameterCombination", "1.6.6"):
            self.memcached(EngineVersion="1.6.6", TransitEncryptionEnabled=True)
        with self.refused("InvalidParameterCombination", "cross-az"):
            self.memcached(NumCacheNodes=1, AZMode="cross-az")
        self.memcached(
            EngineVersion="1.6.12",
            TransitEncryptionEnabled=True,
            AZMode="cross-az",
            CacheSubnetGroupName=make_subnet_group(),
        )

    @enforces("elasticache.snapshots_and_windows")
    def test_snapshots_and_windows_have_limits(self) -> None:
        with self.refused("InvalidParameterValue", "36"):
            self.group(SnapshotRetentionLimit=36)
        with self.refused("InvalidParameterValue", "60 minutes"):
            self.group(SnapshotWindow="03:00-03:59")
        with self.refused("InvalidParameterCombination", "must not overlap"):
            self.group(SnapshotWindow="03:00-04:00", PreferredMaintenanceWindow="sun:03:30-sun:04:30")
