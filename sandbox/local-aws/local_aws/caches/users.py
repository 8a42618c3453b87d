"""Who signs in to a cache, and what the server lets them do.

Source: ElastiCache User Guide, "Role-Based Access Control (RBAC)" and "Authenticating with IAM".
"""

import logging
import re
from dataclasses import dataclass
from typing import Any

from ministack.services import elasticache

from local_aws.caches import tokens
from local_aws.permissions.verdicts import caller_may

Record = dict[str, Any]
"""A replication group or a serverless cache."""

DEFAULT = "default"
READER = "reader:"
"""Before the name of a user who comes by an endpoint of replicas."""

_RESTRICTED = tuple(
    f"-{command}"
    for command in (
        *(
            "config",
            "debug",
            "shutdown",
            "replicaof",
            "slaveof",
            "save",
            "bgsave",
            "bgrewriteaof",
            "sync",
            "psync",
            "migrate",
        ),
        *(
            "acl|setuser",
            "acl|deluser",
            "acl|load",
            "acl|save",
            "cluster|addslots",
            "cluster|addslotsrange",
            "cluster|meet",
        ),
        *("cluster|delslots", "cluster|delslotsrange", "cluster|failover", "cluster|flushslots", "cluster|forget"),
        *("cluster|replicate", "cluster|reset", "cluster|saveconfig", "cluster|set-config-epoch", "cluster|setslot"),
        *("cluster|bumpepoch", "failover", "module"),
    )
)
"""What ElastiCache keeps to itself, whatever an access string says ("Supported and restricted commands")."""


_OF_MODULES = re.compile(r"[+-]@(json|search|bloom)", re.IGNORECASE)
"""Categories of modules that ElastiCache has and this server has not."""


@dataclass(frozen=True)
class User:
    name: str
    arn: str
    authentication: str
    """`iam`, `password` or `no-password`."""
    rules: tuple[str, ...]

    @property
    def is_on(self) -> bool:
        return "on" in self.rules and "off" not in self.rules


def users_of(record: Record) -> list[User]:
    """Without a group everybody is `default`, who may do everything (with the AUTH token, where there is one)."""
    groups = [name for name in (*record.get("UserGroupIds", []), record.get("UserGroupId")) if name]
    if not groups:
        return [User(DEFAULT, "", "no-password", ("on", "~*", "&*", "+@all"))]
    members = [user for name in groups for user in (elasticache._user_groups.get(name) or {}).get("UserIds", [])]
    found = [elasticache._users[each] for each in members if each in elasticache._users]
    return [
        User(each["UserName"], each["ARN"], each["Authentication"]["Type"], _rules(each["AccessString"]))
        for each in found
    ]


def _rules(access: str) -> tuple[str, ...]:
    """The words of an access string; a selector, in brackets, is one."""
    return tuple(word for word in re.findall(r"\([^()]*\)|\S+", access) if not _OF_MODULES.fullmatch(word))


def acl_of(record: Record) -> dict[str, list[str]]:
    """The rules of each user of the server. Who comes by an endpoint of replicas is a user who writes nothing."""
    rules: dict[str, list[str]] = {DEFAULT: ["off", "-@all"]}
    for user in users_of(record):
        rules[user.name] = [*user.rules, *_RESTRICTED]
        rules[f"{READER}{user.name}"] = [*rules[user.name], "-@write"]
    return rules


def signed_in(record: Record, name: str, password: str) -> bool:
    """Whether a user signs in with a password or an IAM token. Why not is a line of the log."""
    user = next((each for each in users_of(record) if each.name == name), None)
    try:
        if user is None or not user.is_on:
            raise tokens.Invalid("no such user is of the cache's group, or he is switched off")
        if user.authentication == "iam":
            _check_token(record, user, password)
        elif not _is_password(record, user, password):
            raise tokens.Invalid("the password is wrong")
    except tokens.Invalid as reason:
        logging.getLogger("local_aws").warning("%s does not let in %r: %s", name_of(record), name, reason)
        return False
    return True


def lets_in_anybody(record: Record) -> bool:
    """Whether a connection may do something before it signs in: as `default`."""
    users = [user for user in users_of(record) if user.name == DEFAULT and user.authentication == "no-password"]
    return any(user.is_on for user in users) and not record.get("_auth_tokens")


def name_of(record: Record) -> str:
    """What a token is made for: the id of a replication group, the name of a serverless cache."""
    return str(record.get("ReplicationGroupId") or record["ServerlessCacheName"])


def _check_token(record: Record, user: User, token: str) -> None:
    query = {"Action": "connect", "User": user.name}
    if "ServerlessCacheName" in record:
        query["ResourceType"] = "ServerlessCache"
    caller = tokens.signer(token, name_of(record), query)
    for resource in (record["ARN"], user.arn):
        if not caller_may(caller, "elasticache:Connect", resource):
            raise tokens.Invalid(f"its signer may not elasticache:Connect on {resource}")


def _is_password(record: Record, user: User, password: str) -> bool:
    """MiniStack keeps no passwords of users: none is right. An AUTH token is of `default`."""
    kept = record.get("_auth_tokens") or []
    return password in kept if kept and user.name == DEFAULT else user.authentication == "no-password"
