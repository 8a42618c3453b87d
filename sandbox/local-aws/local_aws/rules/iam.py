"""Rules of IAM: documents, who they name, how large they are, and names."""

import re

from ministack.services import iam

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions import principals
from local_aws.permissions.documents import Malformed, identity_statements, trust_statements
from local_aws.permissions.documents import principals as named

_INLINE = {"PutRolePolicy": ("role", 10240), "PutUserPolicy": ("user", 2048), "PutGroupPolicy": ("group", 5120)}


@rule("iam", *_INLINE, "CreatePolicy", "CreatePolicyVersion")
def identity_documents(call: Call) -> None:
    """A policy of an identity follows the grammar, names actions and resources, and no principal.

    Source: IAM User Guide, "Grammar of the IAM JSON policy language"; API Reference, MalformedPolicyDocument.
    """
    try:
        identity_statements(call.get("PolicyDocument", ""))
    except Malformed as problem:
        raise Refusal("MalformedPolicyDocument", str(problem)) from None


@rule("iam", "CreateRole", "UpdateAssumeRolePolicy")
def trust_documents(call: Call) -> None:
    """A trust policy names principals that there are and actions of STS, and no resource.

    Source: IAM User Guide, "Roles terms and concepts" (role trust policy) and "Troubleshoot IAM roles", "I can't edit or
    create a role trust policy: Invalid principal in policy".
    """
    try:
        found = trust_statements(_trust(call))
    except Malformed as problem:
        raise Refusal("MalformedPolicyDocument", str(problem)) from None
    unknown = principals.unknown(named(found, "AWS"))
    if unknown is not None:
        raise Refusal("MalformedPolicyDocument", f'Invalid principal in policy: "AWS":"{unknown}"')
    for service in named(found, "Service"):
        if not principals.is_service(service):
            raise Refusal("MalformedPolicyDocument", f'Invalid principal in policy: "SERVICE":"{service}"')


@rule("iam", "CreateRole", "UpdateAssumeRolePolicy")
def trust_sizes(call: Call) -> None:
    """A trust policy has at most 2,048 characters unless the account's quota was raised.

    Source: IAM User Guide, "IAM and AWS STS quotas" (role trust policy length).
    """
    if _size(_trust(call)) > 2048:
        raise Refusal("LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048", 409)


@rule("iam", *_INLINE)
def inline_sizes(call: Call) -> None:
    """The inline policies of an identity have a size in common, white space not counted: 10,240 of a role, 2,048 of a
    user, 5,120 of a group.

    Source: IAM User Guide, "IAM and AWS STS quotas" (IAM and STS character limits).
    """
    kind, most = _INLINE[call.operation]
    name = call.get(f"{kind.title()}Name")
    kept = {
        "role": lambda: iam._roles.get(name, {}).get("InlinePolicies", {}),
        "user": lambda: iam._user_inline_policies.get(name, {}),
        "group": lambda: iam._group_inline_policies.get(name, {}),
    }[kind]()
    documents = {**kept, call.get("PolicyName"): call.get("PolicyDocument")}
    if sum(_size(str(document)) for document in documents.values()) > most:
        raise Refusal("LimitExceeded", f"Maximum policy size of {most} bytes exceeded for {kind} {name}", 409)


@rule("iam", "CreatePolicy", "CreatePolicyVersion")
def managed_sizes(call: Call) -> None:
    """A managed policy has at most 6,144 characters, white space not counted.

    Source: IAM User Guide, "IAM and AWS STS quotas" (IAM and STS character limits).
    """
    if _size(call.get("PolicyDocument", "")) > 6144:
        raise Refusal("LimitExceeded", "Cannot exceed quota for PolicySize: 6144", 409)


@rule("iam", "AttachRolePolicy")
def attachments(call: Call) -> None:
    """A role has at most ten managed policies unless the quota was raised, and only those that there are.

    AWS's own are not all known here, so none of those is refused.

    Source: IAM User Guide, "IAM and AWS STS quotas" (managed policies attached to an IAM role); API Reference,
    AttachRolePolicy (NoSuchEntity).
    """
    arn = call.get("PolicyArn", "")
    if ":iam::aws:policy/" not in arn and not iam.policy_known(arn):
        raise Refusal("NoSuchEntity", f"Policy {arn} does not exist or is not attachable.", 404)
    attached = iam._roles.get(call.get("RoleName"), {}).get("AttachedPolicies", [])
    if len({*attached, arn}) > 10:
        raise Refusal("LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10", 409)


@rule("iam", "CreateRole")
def role_names(call: Call) -> None:
    """Names of roles that differ in case alone are the same name.

    Source: IAM User Guide, "IAM and AWS STS quotas" (IAM name requirements).
    """
    name = call.get("RoleName", "")
    if name.lower() in (other.lower() for other in iam._roles):
        raise Refusal("EntityAlreadyExists", f"Role with name {name} already exists.", 409)


def _trust(call: Call) -> str:
    return str(call.get("AssumeRolePolicyDocument") or call.get("PolicyDocument") or "")


def _size(document: str) -> int:
    return len(re.sub(r"\s", "", document))
