"""Users of Valkey and Redis OSS, and their groups."""

from typing import Any

from ministack.services import elasticache

from local_aws.patch import Response, wrap

_SHOWN = {"iam": "iam", "password": "password", "no-password-required": "no-password"}
"""How AWS names an authentication mode when it is asked for, and when it is shown."""


def user_authentication() -> None:
    """A user's authentication mode is ignored: one who signs in by IAM is shown to need no password at all."""
    wrap(elasticache, "_create_user", _store_mode)
    wrap(elasticache, "_modify_user", _store_mode)


def changed_engine() -> None:
    """A user and a group keep the engine that they were made for, and an access string that is to grow stays."""
    wrap(elasticache, "_modify_user", _change_user)
    wrap(elasticache, "_modify_user_group", _change_group)


def deleted_users() -> None:
    """A deleted user stays in his groups: https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteUser.html"""
    wrap(elasticache, "_delete_user", _delete)


def _delete(original: Any, p: Any) -> Response:
    response: Response = original(p)
    user = elasticache._p(p, "UserId")
    for group in elasticache._user_groups.values():
        if response[0] == 200 and user in group["UserIds"]:
            group["UserIds"].remove(user)
    return response


def _change_user(original: Any, p: Any) -> Response:
    user = elasticache._users.get(elasticache._p(p, "UserId"))
    if user is not None:
        user["Engine"] = elasticache._p(p, "Engine") or user["Engine"]
        user["AccessString"] = f"{user['AccessString']} {elasticache._p(p, 'AppendAccessString')}".strip()
    response: Response = original(p)
    return response


def _change_group(original: Any, p: Any) -> Response:
    group = elasticache._user_groups.get(elasticache._p(p, "UserGroupId"))
    if group is not None:
        group["Engine"] = elasticache._p(p, "Engine") or group["Engine"]
    response: Response = original(p)
    return response


def _store_mode(original: Any, p: Any) -> Response:
    response = original(p)
    user = elasticache._users.get(elasticache._p(p, "UserId"))
    mode = elasticache._p(p, "AuthenticationMode.Type")
    if response[0] != 200 or user is None or not mode:
        return response
    passwords = len([key for key in p if key.startswith("AuthenticationMode.Passwords.member.")])
    user["Authentication"] = {"Type": _SHOWN[mode], "PasswordCount": passwords}
    action = elasticache._p(p, "Action")
    content = f"<{action}Result>{elasticache._user_xml(user)}</{action}Result>"
    return elasticache._xml(200, f"{action}Response", content)
