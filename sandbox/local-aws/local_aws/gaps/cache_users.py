"""Users of Valkey and Redis OSS."""

from typing import Any
from xml.sax.saxutils import escape

from ministack.services import elasticache

from local_aws.patch import Response, wrap

_SHOWN = {"iam": "iam", "password": "password", "no-password-required": "no-password"}
"""How AWS names an authentication mode when it is asked for, and when it is shown."""


def user_authentication() -> None:
    """A user's authentication mode is ignored: one who signs in by IAM is shown to need no password at all."""
    wrap(elasticache, "_create_user", _store_mode)
    wrap(elasticache, "_modify_user", _store_mode)


def user_access_string() -> None:
    """An access string that names channels, `&*`, is shown as it is, which is no XML: the answer cannot be read."""
    wrap(elasticache, "_user_xml", _escaped)


def _escaped(original: Any, user: dict[str, Any]) -> str:
    shown: str = original({**user, "AccessString": escape(user.get("AccessString", ""))})
    return shown


def _store_mode(original: Any, p: Any) -> Response:
    response: Response = original(p)
    user = elasticache._users.get(elasticache._p(p, "UserId"))
    mode = elasticache._p(p, "AuthenticationMode.Type")
    if response[0] != 200 or user is None or not mode:
        return response
    passwords = len([key for key in p if key.startswith("AuthenticationMode.Passwords.member.")])
    user["Authentication"] = {"Type": _SHOWN[mode], "PasswordCount": passwords}
    action = elasticache._p(p, "Action")
    content = f"<{action}Result>{elasticache._user_xml(user)}</{action}Result>"
    shown: Response = elasticache._xml(200, f"{action}Response", content)
    return shown
