"""Rules of ElastiCache about users, and about serverless caches."""

from typing import Any

from tests.case import GapCase, client, enforces, fills, make_vpc
from tests.test_caches import name

IAM = {"AuthenticationMode": {"Type": "iam"}}


class Users(GapCase):
    def user(self, engine: str = "valkey", **options: Any) -> str:
        user = name("ruled")
        made: dict[str, Any] = {"UserName": user, "AccessString": "on ~* +@all"} | (options or IAM)
        client("elasticache").create_user(UserId=user, Engine=engine, **made)
        return user

    def group(self, engine: str, *users: str) -> str:
        group = name("ruled")
        client("elasticache").create_user_group(UserGroupId=group, Engine=engine, UserIds=list(users))
        return group

    @enforces("elasticache_access.users")
    def test_a_user_of_iam_is_called_by_its_id(self) -> None:
        with self.refused("InvalidParameterCombination", "identical"):
            self.user(UserName="another", **IAM)

    @enforces("elasticache_access.users")
    def test_a_user_of_valkey_signs_in(self) -> None:
        with self.refused("InvalidParameterCombination", "valkey"):
            self.user(NoPasswordRequired=True)
        self.user("redis", NoPasswordRequired=True)

    @enforces("elasticache_access.user_groups")
    def test_a_group_of_redis_has_a_default_user_and_none_of_valkey(self) -> None:
        default = self.user("redis", UserName="default", NoPasswordRequired=True)
        with self.refused("DefaultUserRequired", "default"):
            self.group("redis", self.user("redis"))
        with self.refused("InvalidParameterCombination", "valkey"):
            self.group("redis", default, self.user())
        with self.refused("UserNotFound", "nobody"):
            self.group("valkey", "nobody")
        with self.refused("InvalidParameterCombination", default):
            self.group("valkey", default)
        self.group("redis", default, self.user("redis"))
        self.group("valkey", self.user(), self.user("redis"))

    @enforces("elasticache_access.user_groups")
    def test_so_does_one_that_changes(self) -> None:
        default = self.user("redis", UserName="default", NoPasswordRequired=True)
        group = self.group("redis", default)
        modify = client("elasticache").modify_user_group
        with self.refused("DefaultUserRequired", "default"):
            modify(UserGroupId=group, UserIdsToRemove=[default])
        with self.refused("InvalidParameterCombination", "valkey"):
            modify(UserGroupId=group, UserIdsToAdd=[self.user()])
        with self.refused("InvalidParameterCombination", default):
            modify(UserGroupId=group, Engine="valkey")
        with self.refused("DuplicateUserName"):
            modify(UserGroupId=group, UserIdsToAdd=[self.user("redis", UserName="default", NoPasswordRequired=True)])

    @enforces("elasticache_access.user_group_engine")
    @fills("cache_users.changed_engine")
    def test_redis_follows_valkey_only_once_the_group_is_its_own(self) -> None:
        user, cache = self.user(), client("elasticache")
        group, made = self.group("valkey", user), name("ruled")
        cache.create_serverless_cache(
            ServerlessCacheName=made, Engine="valkey", MajorEngineVersion="7", UserGroupId=group
        )
        change = {"ServerlessCacheName": made, "Engine": "redis", "MajorEngineVersion": "7"}
        with self.refused("InvalidParameterCombination", group, "redis"):
            cache.modify_serverless_cache(**change)
        cache.modify_user(UserId=user, Engine="redis")
        default = self.user("redis", UserName="default", NoPasswordRequired=True)
        cache.modify_user_group(UserGroupId=group, Engine="redis", UserIdsToAdd=[default])
        cache.modify_serverless_cache(**change)

    @enforces("elasticache_access.user_groups_of_caches")
    def test_a_group_of_a_cache_stays(self) -> None:
        group, made, cache = self.group("valkey", self.user()), name("ruled"), client("elasticache")
        cache.create_serverless_cache(ServerlessCacheName=made, Engine="valkey", UserGroupId=group)
        with self.refused("InvalidUserGroupState", group):
            cache.delete_user_group(UserGroupId=group)
        cache.delete_serverless_cache(ServerlessCacheName=made)
        cache.delete_user_group(UserGroupId=group)

    @enforces("elasticache_access.default_users")
    @fills("cache_users.deleted_users")
    def test_a_default_user_goes_after_his_group_and_others_leave_it(self) -> None:
        default, other = self.user("redis", UserName="default", NoPasswordRequired=True), self.user("redis")
        group, cache = self.group("redis", default, other), client("elasticache")
        with self.refused("DefaultUserAssociatedToUserGroup", group):
            cache.delete_user(UserId=default)
        cache.delete_user(UserId=other)
        (found,) = cache.describe_user_groups(UserGroupId=group)["UserGroups"]
        self.assertEqual(found["UserIds"], [default])
        cache.delete_user_group(UserGroupId=group)
        cache.delete_user(UserId=default)

    @enforces("elasticache_access.user_group_in_use")
    def test_a_group_of_a_redis_cache_stays_one_of_redis(self) -> None:
        users = self.user("redis"), self.user("redis", UserName="default", Passwords=["a" * 16])
        group, cache = self.group("redis", *users), client("elasticache")
        cache.create_serverless_cache(ServerlessCacheName=name("ruled"), Engine="redis", UserGroupId=group)
        with self.refused("InvalidParameterCombination", group, "redis"):
            cache.modify_user_group(UserGroupId=group, Engine="valkey")

    @enforces("elasticache_access.user_group_engine")
    def test_redis_takes_its_own_groups_only_and_users_want_tls(self) -> None:
        group = self.group("valkey", self.user())
        cache = client("elasticache")
        made = {"ReplicationGroupDescription": "x", "CacheNodeType": "cache.t4g.micro", "UserGroupIds": [group]}
        with self.refused("InvalidParameterCombination", group, "redis"):
            cache.create_replication_group(
                ReplicationGroupId=name("ruled"), Engine="redis", TransitEncryptionEnabled=True, **made
            )
        with self.refused("InvalidParameterCombination", "encryption-in-transit"):
            cache.create_replication_group(ReplicationGroupId=name("ruled"), Engine="valkey", **made)
        with self.refused("InvalidParameterCombination", "memcached"):
            cache.create_serverless_cache(ServerlessCacheName=name("ruled"), Engine="memcached", UserGroupId=group)


class Serverless(GapCase):
    def make(self, engine: str, version: str | None = None, **options: Any) -> None:
        said = {"MajorEngineVersion": version} if version else {}
        client("elasticache").create_serverless_cache(
            ServerlessCacheName=name("ruled"), Engine=engine, **said, **options
        )

    @enforces("elasticache_access.serverless")
    def test_each_engine_has_its_major_versions(self) -> None:
        for engine, version in (("redis", "8"), ("memcached", "8"), ("valkey", "6"), ("valkey", "8.0")):
            with self.refused("InvalidParameterValue", "does not support major engine version", version):
                self.make(engine, version)
        for engine, version in (("redis", "7"), ("memcached", "1.6"), ("valkey", "7"), ("valkey", "8")):
            self.make(engine, version)

    @enforces("elasticache_access.serverless")
    def test_limits_have_limits(self) -> None:
        with self.refused("InvalidParameterValue", "5001"):
            self.make("valkey", CacheUsageLimits={"DataStorage": {"Maximum": 5001, "Unit": "GB"}})
        with self.refused("InvalidParameterValue", "999"):
            self.make("valkey", CacheUsageLimits={"ECPUPerSecond": {"Maximum": 999}})

    @enforces("elasticache_access.serverless_subnets")
    def test_subnets_are_two_or_three_each_in_a_zone_of_its_own(self) -> None:
        vpc, subnets = make_vpc(3)
        twin = client("ec2").create_subnet(VpcId=vpc, CidrBlock="10.0.9.0/24", AvailabilityZone="eu-west-1a")
        for wrong in (subnets[:1], [*subnets, twin["Subnet"]["SubnetId"]], [subnets[0], twin["Subnet"]["SubnetId"]]):
            with self.refused("InvalidParameterValue", "two or three subnets"):
                self.make("valkey", SubnetIds=wrong)
        self.make("valkey", SubnetIds=subnets)
