"""Which operations a deployment has called: what a role that deploys has to be allowed.

It holds for as long as this process lives. Calls of sessions are not a deployment's: a function's are by its own role.
"""

import re
from collections.abc import Mapping

from local_aws.calls.call import Call

_CLIENT = re.compile("aws-sdk|botocore", re.IGNORECASE)
_SESSION = "ASIA"

_called: dict[str, set[str]] = {}


def count(call: Call, headers: Mapping[str, str]) -> None:
    """Notes a call of one of AWS's clients, which say what they are: others are a test's."""
    if _CLIENT.search(headers.get("user-agent", "")) and not call.caller.startswith(_SESSION):
        _called.setdefault(call.service, set()).add(call.operation)


def called() -> dict[str, list[str]]:
    """The operations by service, in the order of their names."""
    return {service: sorted(operations) for service, operations in sorted(_called.items())}
