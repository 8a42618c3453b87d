"""The master password of an instance, as RDS holds it at present: in its secret, where it manages one."""

import json
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import secretsmanager


def current(instance: dict[str, Any], account: str, region: str) -> str:
    """Empty where there is none."""
    if secret := instance.get("MasterUserSecret"):
        return of_secret(secret["SecretArn"], account, region)[1]
    return str(instance.get("_MasterUserPassword") or "")


def of_secret(arn: str, account: str, region: str) -> tuple[str, str]:
    """User and password that a secret holds; empty where it holds none."""
    with request_scope(account, region):
        text = secretsmanager.resolve_secret_string(arn)
    try:
        held = json.loads(text or "")
        return str(held["username"]), str(held["password"])
    except (ValueError, TypeError, KeyError):
        return "", ""
