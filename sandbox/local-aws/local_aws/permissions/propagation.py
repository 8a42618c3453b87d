"""How long other services do not yet see what was changed in IAM.

IAM is eventually consistent: for some seconds no service can assume a role that was just made, or find a new
instance profile (IAM User Guide, "Changes that I make are not always immediately visible"). Here it is so only with
`--iam-delay-seconds`, a switch of tests.
"""

import time
from typing import Any

from local_aws.patch import wrap

_CHANGES = {
    "CreateRole": "RoleName",
    "UpdateAssumeRolePolicy": "RoleName",
    "CreateInstanceProfile": "InstanceProfileName",
    "AddRoleToInstanceProfile": "InstanceProfileName",
}

_delay = 0.0
_changed: dict[str, float] = {}


def delay(seconds: float) -> None:
    """Changes are seen by other services after so many seconds."""
    global _delay
    if not seconds:
        return
    from ministack.services import iam

    _delay = seconds
    for action in _CHANGES:
        wrap(iam._IAM_HANDLERS, action, _noting(action))


def is_seen(name: str) -> bool:
    """Whether other services see the last change of the role or the instance profile of this name."""
    return time.monotonic() - _changed.get(name, -_delay) >= _delay


def _noting(action: str) -> Any:
    def noting(original: Any, p: Any) -> Any:
        from ministack.services import iam

        _changed[iam._p(p, _CHANGES[action])] = time.monotonic()
        return original(p)

    return noting
