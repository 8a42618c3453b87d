"""Whether policies allow a call: of a role, of a service, of a caller. All are asked of MiniStack's own evaluator."""

import re
from typing import Any

from ministack.core.iam_evaluator import (
    AuthError,
    EvalContext,
    _gather_role_policies,
    combine_resource_policy,
    evaluate,
    evaluate_resource_policy,
    resolve_principal,
)
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam, kms

Keys = dict[str, Any]
"""Condition keys and their values."""


def role_of(arn: str) -> dict[str, Any] | None:
    """The role that an ARN, path and all, is of."""
    found: dict[str, Any] | None = iam._roles.get(arn.rpartition("/")[2])
    return found if found and found["Arn"] == arn else None


def trusts(role: dict[str, Any], service: str, keys: Keys | None = None) -> bool:
    """Whether a service that acts for this account may assume the role."""
    context = _context(service, "sts:AssumeRole", role["Arn"], {"aws:SourceAccount": get_account_id(), **(keys or {})})
    return evaluate_resource_policy(role["AssumeRolePolicyDocument"], context, service).decision == "Allow"


def role_may(role: dict[str, Any], action: str, resource: str = "*", keys: Keys | None = None) -> bool:
    """Whether the role's own policies let it do something."""
    arn = re.sub(r":iam::(\d+):role/(?:.*/)?", r":sts::\1:assumed-role/", role["Arn"]) + "/session"
    policies = _gather_role_policies(role["RoleName"], get_account_id())
    return evaluate(_context(arn, action, resource, keys), policies).decision == "Allow"


def caller_may(access_key: str, action: str, resource: str, keys: Keys | None = None) -> bool:
    """Whether the caller's policies let it do something that no policy of the resource speaks of."""
    caller = resolve_principal(access_key, get_account_id())
    if isinstance(caller, AuthError):
        return False
    if caller.policies is None:
        return True
    context = _context(caller.arn, action, resource, {**caller.keys, **(keys or {})})
    return evaluate(context, caller.policies, *caller.limits).decision == "Allow"


def usable_key(name: str) -> dict[str, Any] | None:
    """The key of an id, ARN or alias in this region; None too for one that is disabled or waits for its deletion."""
    key: dict[str, Any] | None = kms._resolve_key(name)
    return key if key and key["KeyState"] == "Enabled" else None


def caller_may_with_key(
    access_key: str, action: str, key: dict[str, Any], policy: str, keys: Keys | None = None
) -> bool:
    """Whether a key's policy, alone or with the caller's own policies, lets the caller do something with the key."""
    caller = resolve_principal(access_key, get_account_id())
    if isinstance(caller, AuthError):
        return False
    context = _context(caller.arn, action, key.get("Arn", "*"), {**caller.keys, **(keys or {})})
    if caller.policies is None:
        return evaluate_resource_policy(policy, context).decision == "Allow"
    own = evaluate(context, caller.policies, *caller.limits)
    limits = tuple(caller.limits)
    return combine_resource_policy(own, context, policy, get_account_id(), True, limits).decision == "Allow"


def service_may_with_key(service: str, action: str, key: dict[str, Any], keys: Keys | None = None) -> bool:
    """Whether a key's policy lets a service do something with the key for this account."""
    context = _context(service, action, key["Arn"], {"aws:SourceAccount": get_account_id(), **(keys or {})})
    return evaluate_resource_policy(key["Policy"], context, service).decision == "Allow"


def _context(principal: str, action: str, resource: str, keys: Keys | None) -> EvalContext:
    return EvalContext(
        principal_arn=principal,
        principal_type="AssumedRole" if ":assumed-role/" in principal else "Root" if ":root" in principal else "",
        principal_account=get_account_id(),
        action=action,
        resource_arn=resource,
        region=get_region(),
        service_context={name.lower(): value for name, value in (keys or {}).items()},
    )
