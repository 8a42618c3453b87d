"""The sessions in which functions run, each of its function's role."""

import hashlib
import hmac
import os
import time
from typing import Any

from ministack.core import lambda_runtime
from ministack.services import lambda_svc, sts

from local_aws.patch import wrap

_YEARS = 10 * 365 * 86400
"""A worker keeps its session for as long as it lives."""


def function_credentials() -> None:
    """A function's secret and token are a hash of its ARN and its role's: whoever knows these two has its permissions. And
    its session has no end, without which MiniStack takes it for no session that may sign in to a database."""
    for module in (lambda_runtime, lambda_svc):
        wrap(module, "execution_credentials", _with_secret)


def _with_secret(original: Any, config: dict[str, Any]) -> dict[str, str]:
    given: dict[str, str] = original(config)
    session = sts._sessions[given["AWS_ACCESS_KEY_ID"]]
    for member, name in (("SecretAccessKey", "AWS_SECRET_ACCESS_KEY"), ("SessionToken", "AWS_SESSION_TOKEN")):
        key = os.environ["AWS_SECRET_ACCESS_KEY"].encode()
        session[member] = given[name] = hmac.new(key, given[name].encode(), hashlib.sha256).hexdigest()
    session["Expiration"] = time.time() + _YEARS
    return given
