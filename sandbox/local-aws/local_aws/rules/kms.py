"""Rules of KMS: key policies, and what a key can do in which state."""

import json

from ministack.core.responses import get_account_id
from ministack.services import kms

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions import principals
from local_aws.permissions.documents import Malformed, statements
from local_aws.permissions.documents import principals as named
from local_aws.permissions.verdicts import caller_may_with_key

_MALFORMED = "MalformedPolicyDocumentException"


@rule("kms", "CreateKey", "PutKeyPolicy")
def key_policies(call: Call) -> None:
    """A key policy has at most 32 kilobytes, follows the grammar and names principals that there are.

    Source: KMS Developer Guide, "Key policies in AWS KMS" and "Resource quotas" (key policy document size); API Reference,
    PutKeyPolicy (Policy).
    """
    policy = call.get("Policy")
    if policy is None:
        return
    if len(policy.encode()) > 32768:
        raise Refusal("LimitExceededException", "The key policy is longer than 32768 bytes")
    try:
        found = statements(policy)
    except Malformed as problem:
        raise Refusal(_MALFORMED, str(problem)) from None
    everybody = all(each.get("Principal") or each.get("NotPrincipal") for each in found)
    services = all(principals.is_service(service) for service in named(found, "Service"))
    if not everybody or not services or principals.unknown(named(found, "AWS")) is not None:
        raise Refusal(_MALFORMED, "Policy contains a statement with one or more invalid principals.")


@rule("kms", "CreateKey", "PutKeyPolicy")
def lock_out(call: Call) -> None:
    """A key policy leaves its author the right to change it, unless the call says that it need not.

    Source: KMS API Reference, PutKeyPolicy (Policy, BypassPolicyLockoutSafetyCheck).
    """
    policy = call.get("Policy")
    if policy is None or call.get("BypassPolicyLockoutSafetyCheck"):
        return
    key = kms._resolve_key(call.get("KeyId", "")) or {
        "Arn": f"arn:aws:kms:{call.region}:{get_account_id()}:key/00000000-0000-0000-0000-000000000000"
    }
    if not caller_may_with_key(call.caller, "kms:PutKeyPolicy", key, json.dumps(json.loads(policy))):
        raise Refusal(_MALFORMED, "The new key policy will not allow you to update the key policy in the future.")


_NOT_WHILE_DISABLED = {"EnableKeyRotation", "DisableKeyRotation", "CreateGrant"}


@rule(
    "kms",
    *sorted(_NOT_WHILE_DISABLED),
    *("CreateAlias", "DisableKey", "EnableKey", "ScheduleKeyDeletion"),
    *("TagResource", "UntagResource", "UpdateKeyDescription"),
)
def states(call: Call) -> None:
    """A key that waits for its deletion takes no change, and a disabled one no rotation and no grant.

    Source: KMS Developer Guide, "Key states of AWS KMS keys" (table of key states).
    """
    key = kms._resolve_key(call.get("KeyId") or call.get("TargetKeyId") or "")
    if key is None:
        return
    if key["KeyState"] == "PendingDeletion":
        raise Refusal("KMSInvalidStateException", f"{key['Arn']} is pending deletion.")
    if key["KeyState"] == "Disabled" and call.operation in _NOT_WHILE_DISABLED:
        raise Refusal("DisabledException", f"{key['Arn']} is disabled.")
