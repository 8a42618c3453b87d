"""Rules of what is in use, and of what an account may have."""

from collections.abc import Iterator

from ministack.services import ec2

from local_aws.attachments import attachments
from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.gaps.function_interfaces import refresh
from local_aws.quotas import quota


@rule("ec2", "DeleteSecurityGroup")
def groups_in_use(call: Call) -> None:
    """A group stays while a network interface has it, or a rule of another group names it. A function's interfaces outlive
    the function: see `function_interfaces`.

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


@rule("ec2", "DeleteNetworkInterface")
def interfaces_in_use(call: Call) -> None:
    """An interface that is attached stays.

    Source: Amazon EC2 API Reference, DeleteNetworkInterface; the answer is that of gruntwork-io/cloud-nuke#1132.
    """
    refresh()
    identity = call.get("NetworkInterfaceId")
    if ec2._network_interfaces.get(identity, {}).get("Attachment"):
        raise Refusal("InvalidParameterValue", f"Network interface '{identity}' is currently in use.")


@rule("ec2", "DetachNetworkInterface")
def interfaces_of_services(call: Call) -> None:
    """What a service has attached for itself, as Lambda does, nobody else detaches.

    Source: AWS re:Post, "Why can't I detach or delete an elastic network interface that Lambda created?"; the answer is
    that of boto/boto3#2218.
    """
    if call.get("AttachmentId", "").startswith("ela-attach-"):
        raise Refusal("OperationNotPermitted", "You are not allowed to manage 'ela-attach' attachments.")


@rule("ec2", "DetachInternetGateway")
def mapped_addresses(call: Call) -> None:
    """A VPC keeps its internet gateway while anything in it has a public address, as NAT gateways and load balancers on the
    internet have.

    Source: hashicorp/terraform#497; jenkins-x/terraform-aws-eks-jx#373 (of a load balancer).
    """
    vpc = call.get("VpcId")
    inside = {identity for identity, subnet in ec2._subnets.items() if subnet["VpcId"] == vpc}
    if any(each.has_public_address and inside.intersection(each.subnets) for each in attachments()):
        raise Refusal(
            "DependencyViolation",
            f"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the "
            "gateway.",
        )


@rule("ec2", "DeleteInternetGateway")
def attached_gateways(call: Call) -> None:
    """An internet gateway that is attached to a VPC stays.

    Source: Amazon EC2 API Reference, DeleteInternetGateway and "Error codes" (DependencyViolation).
    """
    gateway = call.get("InternetGatewayId")
    if ec2._internet_gateways.get(gateway, {}).get("Attachments"):
        message = f"The internetGateway '{gateway}' has dependencies and cannot be deleted."
        raise Refusal("DependencyViolation", message)


@rule("ec2", "DeleteRouteTable")
def associated_tables(call: Call) -> None:
    """A route table that a subnet has, or that is its VPC's main one, stays.

    Source: Amazon EC2 API Reference, DeleteRouteTable and "Error codes" (DependencyViolation).
    """
    table = call.get("RouteTableId")
    if ec2._route_tables.get(table, {}).get("Associations"):
        raise Refusal("DependencyViolation", f"The routeTable '{table}' has dependencies and cannot be deleted.")


@rule("ec2", "DeleteVpc")
def vpcs_in_use(call: Call) -> None:
    """A VPC stays while there is more in it than came with it: endpoints, route tables, network ACLs and egress-only gateways
    too. Of subnets, security groups and internet gateways MiniStack itself knows.

    Source: Amazon VPC User Guide, "Delete your VPC" (by the command line); gruntwork-io/cloud-nuke#345.
    """
    vpc = call.get("VpcId")
    held = [
        *ec2._vpc_endpoints.values(),
        *ec2._egress_igws.values(),
        *(each for each in ec2._network_acls.values() if not each["IsDefault"]),
        *(each for each in ec2._route_tables.values() if not any(link.get("Main") for link in each["Associations"])),
    ]
    if any(each["VpcId"] == vpc for each in held):
        raise Refusal("DependencyViolation", f"The vpc '{vpc}' has dependencies and cannot be deleted.")


@rule("ec2", "ReleaseAddress")
def addresses_in_use(call: Call) -> None:
    """An address that a NAT gateway has stays.

    Source: Amazon EC2 API Reference, ReleaseAddress and "Error codes" (InvalidIPAddress.InUse).
    """
    allocation = call.get("AllocationId")
    for gateway in ec2._nat_gateways.values():
        if gateway["AllocationId"] == allocation and gateway["State"] != "deleted":
            address = ec2._addresses.get(allocation, {}).get("PublicIp", allocation)
            raise Refusal("InvalidIPAddress.InUse", f"Address {address} is in use.")


@rule("ec2", "AllocateAddress")
def elastic_addresses(call: Call) -> None:
    """An account has five Elastic IP addresses in a region, unless its quota was raised.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" (Elastic IP addresses); Amazon EC2 API Reference, "Error codes"
    (AddressLimitExceeded).
    """
    if len(list(ec2._addresses.items())) >= quota("elastic-addresses"):
        raise Refusal("AddressLimitExceeded", "The maximum number of addresses has been reached.")
