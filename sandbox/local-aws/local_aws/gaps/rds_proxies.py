"""Proxies before databases."""

from typing import Any

from ministack.services import rds, secretsmanager

from local_aws.patch import wrap
from local_aws.permissions.verdicts import role_may, role_of, trusts, usable_key


def target_health() -> None:
    """A target is available whatever the proxy may do. In AWS it is once the proxy has signed in with its secret, which it
    reads by its role.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.troubleshooting.html
    """
    wrap(rds, "_db_proxy_target_view", _view)


def _view(original: Any, target: dict[str, Any]) -> dict[str, Any]:
    view: dict[str, Any] = original(target)
    proxy = next((each for each in rds._db_proxies.values() if target in each["Targets"]), None)
    if proxy is None or view["TargetHealth"]["State"] != "AVAILABLE":
        return view
    secrets = [auth["SecretArn"] for auth in proxy["Auth"] if auth.get("SecretArn")]
    if not all(_can_read(proxy["RoleArn"], secret) for secret in secrets):
        view["TargetHealth"] = {
            "State": "UNAVAILABLE",
            "Reason": "AUTH_FAILURE",
            "Description": "Proxy does not have any registered credentials",
        }
    return view


def _can_read(arn: str, secret: str) -> bool:
    role, kept = role_of(arn), secretsmanager._resolve(secret)[1]
    if role is None or kept is None or not trusts(role, "rds.amazonaws.com"):
        return False
    if not role_may(role, "secretsmanager:GetSecretValue", kept["ARN"]):
        return False
    name = kept.get("KmsKeyId") or "alias/aws/secretsmanager"
    if "alias/aws/" in name:
        return True
    key = usable_key(name)
    via = {"kms:ViaService": f"secretsmanager.{rds.get_region()}.amazonaws.com"}
    return key is not None and role_may(role, "kms:Decrypt", key["Arn"], via)
