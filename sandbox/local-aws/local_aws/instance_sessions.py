"""What an instance gets from its metadata service: a session of the role that its profile has.

What stands for an instance, see `machines` and `processes`, can so do what the instance may do, and is refused the rest.
"""

import json
import secrets
import time
from typing import Any

from ministack.services import autoscaling, iam, sts

from local_aws.permissions.profiles import profile_of
from local_aws.permissions.verdicts import trusts


_YEARS = 10 * 365 * 86400
"""What does not end by itself still has to say when it ends, to sign in to a database."""


def open_session(body: bytes) -> dict[str, str]:
    """Takes `{"instance": "i-..."}` of a scaling group; gives a key with its token.

    Raises ValueError where there is no such instance, or no role that EC2 may assume for it.
    """
    given = json.loads(body)
    instance = given.get("instance") if isinstance(given, dict) else None
    for group in autoscaling._asgs.values():
        for each in group["Instances"]:
            if each["InstanceId"] == instance:
                return of_profile(str(instance), profile_of(each.get("LaunchTemplate") or group["LaunchTemplate"]))
    raise ValueError(f"there is no instance {instance}")


def of_profile(instance: str, profile: str) -> dict[str, str]:
    """A session of the role of a profile, by its ARN or its name. It does not end by itself: an instance gets a new one in
    time, and what stands for one here cannot ask for it.

    Raises ValueError where there is no role that EC2 may assume.
    """
    role = iam._roles.get(role_of(profile))
    if role is None or not trusts(role, "ec2.amazonaws.com"):
        raise ValueError(f"{instance} has no role that EC2 may assume")
    key, secret, token = f"ASIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30), secrets.token_urlsafe(60)
    session: dict[str, Any] = {
        "Arn": f"arn:aws:sts::{role['Arn'].split(':')[4]}:assumed-role/{role['RoleName']}/{instance}",
        "UserId": f"{role['RoleId']}:{instance}",
        "SecretAccessKey": secret,
        "SessionToken": token,
        "AccountId": role["Arn"].split(":")[4],
        "PrincipalType": "AssumedRole",
        "Expiration": time.time() + _YEARS,
    }
    sts.register_session(key, session)
    return {"accessKeyId": key, "secretAccessKey": secret, "sessionToken": token}


def close(session: dict[str, str]) -> None:
    """Nobody may do anything with it any more."""
    sts._sessions.pop(session.get("accessKeyId"), None)


def role_of(profile: str) -> str:
    """The name of the role of a profile; empty where it has none."""
    kept = iam._instance_profiles.get(profile.rpartition("/")[2]) or {}
    return str(next(iter(kept.get("Roles", [])), ""))
