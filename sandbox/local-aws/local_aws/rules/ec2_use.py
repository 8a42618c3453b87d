"""Rules of what is in use, and of what an account may have."""

from collections.abc import Iterator

from ministack.services import ec2

from local_aws.attachments import attachments
from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.quotas import quota


@rule("ec2", "DeleteSecurityGroup")
def groups_in_use(call: Call) -> None:
    """A group stays while a network interface has it, or a rule of another group names it.

    Source: Amazon EC2 API Reference, DeleteSecurityGroup and "Error codes" (DependencyViolation).
    """
    group = call.get("GroupId")
    if group in _named_by_others(group) or any(group in each.groups for each in attachments()):
        raise Refusal("DependencyViolation", f"resource {group} has a dependent object")


def _named_by_others(group: str) -> Iterator[str]:
    """The groups that rules of other groups name."""
    for identity, other in ec2._security_groups.items():
        for permission in (*other.get("IpPermissions", []), *other.get("IpPermissionsEgress", [])):
            if identity != group:
                yield from (pair["GroupId"] for pair in permission.get("UserIdGroupPairs", []) if "GroupId" in pair)


@rule("ec2", "AllocateAddress")
def elastic_addresses(call: Call) -> None:
    """An account has five Elastic IP addresses in a region, unless its quota was raised.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" (Elastic IP addresses); Amazon EC2 API Reference, "Error codes"
    (AddressLimitExceeded).
    """
    if len(list(ec2._addresses.items())) >= quota("elastic-addresses"):
        raise Refusal("AddressLimitExceeded", "The maximum number of addresses has been reached.")
