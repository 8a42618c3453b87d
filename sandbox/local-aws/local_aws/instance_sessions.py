"""What an instance gets from its metadata service: a session of the role that its profile has.

No instance runs here. Who stands for one, see `processes`, can so do what the instance may do, and is refused the rest.
"""

import json
import secrets
import time
from typing import Any

from ministack.services import autoscaling, iam, sts

from local_aws.permissions.profiles import profile_of
from local_aws.permissions.verdicts import trusts

_HOURS = 6
"""How long EC2's own last, about."""


def open_session(body: bytes) -> dict[str, Any]:
    """Takes `{"instance": "i-..."}` of a scaling group; gives a key with its token.

    Raises ValueError where there is no such instance, or no role that EC2 may assume for it.
    """
    given = json.loads(body)
    instance = given.get("instance") if isinstance(given, dict) else None
    for group in autoscaling._asgs.values():
        for each in group["Instances"]:
            if each["InstanceId"] == instance:
                return _of_profile(str(instance), profile_of(each.get("LaunchTemplate") or group["LaunchTemplate"]))
    raise ValueError(f"there is no instance {instance}")


def _of_profile(instance: str, profile: str) -> dict[str, Any]:
    kept = iam._instance_profiles.get(profile.rpartition("/")[2]) or {}
    role = next((iam._roles.get(name) for name in kept.get("Roles", [])), None)
    if role is None or not trusts(role, "ec2.amazonaws.com"):
        raise ValueError(f"{instance} has no role that EC2 may assume")
    key, secret, token = f"ASIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30), secrets.token_urlsafe(60)
    session = {
        "Arn": f"arn:aws:sts::{role['Arn'].split(':')[4]}:assumed-role/{role['RoleName']}/{instance}",
        "UserId": f"{role['RoleId']}:{instance}",
        "SecretAccessKey": secret,
        "SessionToken": token,
        "Expiration": time.time() + _HOURS * 3600,
        "AccountId": role["Arn"].split(":")[4],
        "PrincipalType": "AssumedRole",
    }
    sts.register_session(key, session)
    return {"accessKeyId": key, "secretAccessKey": secret, "sessionToken": token}
