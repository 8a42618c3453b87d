"""Rules of ElastiCache about users and their groups, and about caches without nodes."""

from typing import Any

from ministack.services import elasticache

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.elasticache import engine_and_version, record_of
from local_aws.rules.offers import offers


@rule("elasticache", "CreateUser")
def users(call: Call) -> None:
    """A user of IAM is called by its id; one without a password is Redis OSS's, never Valkey's; the rest of the way to
    sign in is said once.

    Source: Amazon ElastiCache User Guide, "Authenticating with IAM" (limitations) and "Role-Based Access Control
    (RBAC)".
    """
    engine, mode = str(call.get("Engine", "")).lower(), call.get("AuthenticationMode.Type")
    if mode == "iam" and call.get("UserId", "").lower() != call.get("UserName"):
        raise Refusal("InvalidParameterCombination", "For IAM authentication, user id and user name must be identical.")
    if mode == "iam" and (call.get("AuthenticationMode.Passwords") or call.get("Passwords")):
        raise Refusal("InvalidParameterCombination", "Passwords cannot be provided with authentication mode iam.")
    if call.get("NoPasswordRequired") and (mode or call.get("Passwords")):
        raise Refusal(
            "InvalidParameterCombination", "NoPasswordRequired excludes passwords and an authentication mode."
        )
    if engine == "valkey" and (call.get("NoPasswordRequired") or mode == "no-password-required"):
        raise Refusal("InvalidParameterCombination", "No password required is not supported for engine valkey.")


@rule("elasticache", "CreateUserGroup", "ModifyUserGroup")
def user_groups(call: Call) -> None:
    """A group of Redis OSS has a user whose name is `default`, and no user of Valkey; names in a group are different,
    and a group of Valkey has only users who sign in.

    Source: Amazon ElastiCache API Reference, CreateUserGroup and ModifyUserGroup with their errors; ElastiCache User
    Guide, "Role-Based Access Control (RBAC)".
    """
    kept = elasticache._user_groups.get(call.get("UserGroupId"), {})
    if call.operation == "ModifyUserGroup" and not kept:
        return
    engine = str(call.get("Engine", kept.get("Engine", ""))).lower()
    added, removed = call.get("UserIds", call.get("UserIdsToAdd", [])), call.get("UserIdsToRemove", [])
    ids = [*(user for user in kept.get("UserIds", []) if user not in (*added, *removed)), *added]
    missing = [user for user in ids if user not in elasticache._users]
    if missing:
        raise Refusal("UserNotFound", f"User {missing[0]} not found.", 404)
    members = [elasticache._users[user] for user in ids]
    names = [user["UserName"] for user in members]
    if len(set(names)) < len(names):
        raise Refusal("DuplicateUserName", "Users of a user group must have different user names.")
    if engine == "redis" and "default" not in names:
        raise Refusal("DefaultUserRequired", "User group must contain a user with the user name default.")
    for user in members:
        if engine == "redis" and user["Engine"].lower() == "valkey":
            raise Refusal("InvalidParameterCombination", f"User {user['UserId']} of engine valkey in a group of redis.")
        if engine == "valkey" and user["Authentication"]["Type"] == "no-password":
            raise Refusal("InvalidParameterCombination", f"User {user['UserId']} of a valkey group does not sign in.")


@rule("elasticache", "CreateReplicationGroup", "CreateServerlessCache", "ModifyReplicationGroup", "ModifyServerlessCache")
def user_group_engine(call: Call) -> None:
    """Redis OSS takes only its own user groups, Valkey both; Memcached none. Users need TLS, required.

    Source: Amazon ElastiCache User Guide, "Role-Based Access Control (RBAC)"; Amazon ElastiCache API Reference,
    CreateServerlessCache (UserGroupId: Valkey and Redis OSS only).
    """
    kept, engine = _cache(call)
    groups = {*kept.get("UserGroupIds", []), kept.get("UserGroupId"), call.get("UserGroupId")}
    groups |= {*call.get("UserGroupIds", []), *call.get("UserGroupIdsToAdd", [])}
    for name in sorted(filter(None, groups - {*call.get("UserGroupIdsToRemove", [])})):
        group = elasticache._user_groups.get(name)
        if engine == "memcached" or (engine == "redis" and group and group["Engine"].lower() == "valkey"):
            raise Refusal("InvalidParameterCombination", f"User group {name} cannot be used with engine {engine}.")
    users_need_tls = call.operation == "CreateReplicationGroup" and call.get("UserGroupIds")
    if users_need_tls and (
        not call.get("TransitEncryptionEnabled") or call.get("TransitEncryptionMode") == "preferred"
    ):
        raise Refusal("InvalidParameterCombination", "User group based access control requires encryption-in-transit.")


def _cache(call: Call) -> tuple[dict[str, Any], str]:
    """The cache that a call names, as it was before, and the engine that it gets."""
    if call.operation.endswith("ReplicationGroup"):
        return record_of(call), engine_and_version(call)[0]
    kept = elasticache._serverless_caches.get(str(call.get("ServerlessCacheName")).lower(), {})
    if call.get("UserGroupId") or call.get("RemoveUserGroup"):
        kept = {**kept, "UserGroupId": None}
    return kept, str(call.get("Engine", kept.get("Engine", ""))).lower()


def _caches_with(user_group: str) -> list[dict[str, Any]]:
    caches = [*elasticache._replication_groups.values(), *elasticache._serverless_caches.values()]
    return [each for each in caches if user_group in (each.get("UserGroupId"), *each.get("UserGroupIds", []))]


@rule("elasticache", "ModifyUserGroup")
def user_group_in_use(call: Call) -> None:
    """A user group that a cache of Redis OSS has does not become one of Valkey, which it could not use.

    Source: Amazon ElastiCache User Guide, "Role-Based Access Control (RBAC)": Redis OSS takes only groups of its own.
    """
    name = call.get("UserGroupId")
    if str(call.get("Engine", "")).lower() != "valkey":
        return
    for cache in _caches_with(name):
        if cache["Engine"].lower() == "redis":
            raise Refusal("InvalidParameterCombination", f"User group {name} is of a cache of engine redis.")


@rule("elasticache", "DeleteUserGroup")
def user_groups_of_caches(call: Call) -> None:
    """A user group stays for as long as a cache has it.

    Source: Amazon ElastiCache API Reference, DeleteUserGroup (must first be disassociated; InvalidUserGroupState).
    """
    name = call.get("UserGroupId")
    if _caches_with(name):
        raise Refusal("InvalidUserGroupState", f"User group {name} is associated with a cache.")


@rule("elasticache", "DeleteUser")
def default_users(call: Call) -> None:
    """A user whose name is `default` stays for as long as a group has him.

    Source: Amazon ElastiCache API Reference, DeleteUser (DefaultUserAssociatedToUserGroup).
    """
    user = elasticache._users.get(call.get("UserId"), {})
    groups = [each["UserGroupId"] for each in elasticache._user_groups.values() if call.get("UserId") in each["UserIds"]]
    if user.get("UserName") == "default" and groups:
        raise Refusal("DefaultUserAssociatedToUserGroup", f"The default user is assigned to user group {groups[0]}.")


@rule("elasticache", "CreateServerlessCache", "ModifyServerlessCache")
def serverless(call: Call) -> None:
    """A serverless cache has a major version: Valkey 7 and newer, Redis OSS 7, Memcached 1.6; limits of 1 to 5,000 GB
    and 1,000 to 15,000,000 units a second; snapshots for at most 35 days.

    Source: Amazon ElastiCache User Guide, "Supported engines and versions" and "Scaling ElastiCache" (limits); the
    message: open-constructs/aws-cdk-library#76.
    """
    found = elasticache._serverless_caches.get(str(call.get("ServerlessCacheName")).lower(), {})
    engine = str(call.get("Engine", found.get("Engine", ""))).lower()
    version = call.get("MajorEngineVersion")
    offered = offers("elasticache")["serverless"].get(engine, [])
    if not offered:
        raise Refusal("InvalidParameterValue", f"Invalid value for parameter Engine: {engine}")
    is_known = version in offered or (engine == "valkey" and str(version).isdigit() and int(version) > int(offered[-1]))
    if version is not None and not is_known:
        raise Refusal("InvalidParameterValue", f"Specified engine does not support major engine version {version}")
    for member, unit, least, most in (("DataStorage", "GB", 1, 5_000), ("ECPUPerSecond", "ECPU/s", 1_000, 15_000_000)):
        for bound in ("Minimum", "Maximum"):
            value = call.get(f"CacheUsageLimits.{member}.{bound}")
            if value is not None and value != 0 and not least <= value <= most:
                raise Refusal(
                    "InvalidParameterValue", f"{member} {bound} must be {least} to {most} {unit}, not {value}"
                )
    if not 0 <= call.get("SnapshotRetentionLimit", 0) <= 35:
        raise Refusal("InvalidParameterValue", "SnapshotRetentionLimit must be 0 to 35")


@rule("elasticache", "CreateServerlessCache")
def serverless_subnets(call: Call) -> None:
    """Two or three subnets, each in a zone of its own.

    Source: Amazon ElastiCache API Reference, ServerlessCache (SubnetIds); Amazon ElastiCache User Guide, "Creating a
    serverless cache": up to three zones, a subnet in each.
    """
    from ministack.services import ec2

    subnets = call.get("SubnetIds", [])
    zones = [ec2._subnets[subnet]["AvailabilityZone"] for subnet in subnets if subnet in ec2._subnets]
    if subnets and (not 2 <= len(subnets) <= 3 or len(set(zones)) < len(zones)):
        raise Refusal(
            "InvalidParameterValue",
            f"A serverless cache takes two or three subnets in different availability zones, not {len(subnets)} in "
            f"{', '.join(sorted(set(zones)))}.",
        )
