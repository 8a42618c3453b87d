"""Rules of subnets: where they lie, which addresses they have, and who is in them."""

from ipaddress import IPv4Network, ip_network

from ministack.services import ec2

from local_aws.attachments import attachments
from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.gaps.availability_zones import zones
from local_aws.quotas import quota


@rule("ec2", "CreateSubnet")
def zones_of_regions(call: Call) -> None:
    """A subnet lies in a zone that its region has.

    Source: Amazon EC2 API Reference, CreateSubnet (AvailabilityZone); its message in public reports.
    """
    given = call.get("AvailabilityZone")
    if given is not None and given not in zones():
        raise Refusal("InvalidParameterValue", _invalid_zone(given, "availabilityZone", zones()))
    identity, ids = call.get("AvailabilityZoneId"), [ec2._az_id_for_zone_name(zone) for zone in zones()]
    if identity is not None and identity not in ids:
        raise Refusal("InvalidParameterValue", _invalid_zone(identity, "availabilityZoneId", ids))


@rule("ec2", "CreateSubnet")
def blocks(call: Call) -> None:
    """A subnet's IPv4 block has a prefix length of 16 to 28, is part of its VPC's, and no other subnet has a part of it.

    Source: Amazon VPC User Guide, "Subnet CIDR blocks"; Amazon EC2 API Reference, "Error codes" (InvalidSubnet.Range,
    InvalidSubnet.Conflict, InvalidVpcID.NotFound).
    """
    vpc = ec2._vpcs.get(call.get("VpcId"))
    if vpc is None:
        raise Refusal("InvalidVpcID.NotFound", f"The vpc ID '{call.get('VpcId')}' does not exist")
    text = call.get("CidrBlock")
    if text is None:
        return
    block = _block(text)
    if block is None:
        raise Refusal("InvalidParameterValue", f"Value ({text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.")
    inside = [_block(vpc["CidrBlock"]), *(_block(each["CidrBlock"]) for each in vpc.get("CidrBlockAssociationSet", []))]
    if not 16 <= block.prefixlen <= 28 or not any(each and block.subnet_of(each) for each in inside):
        raise Refusal("InvalidSubnet.Range", f"The CIDR '{text}' is invalid.")
    for subnet in ec2._subnets.values():
        if subnet["VpcId"] == call.get("VpcId") and block.overlaps(ip_network(subnet["CidrBlock"], strict=False)):
            raise Refusal("InvalidSubnet.Conflict", f"The CIDR '{text}' conflicts with another subnet")


@rule("ec2", "CreateSubnet")
def subnets_per_vpc(call: Call) -> None:
    """A VPC has at most 200 subnets.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" (VPC and subnets).
    """
    if sum(subnet["VpcId"] == call.get("VpcId") for subnet in ec2._subnets.values()) >= quota("subnets"):
        raise Refusal("SubnetLimitExceeded", f"The maximum number of subnets has been reached. ({quota('subnets')})")


@rule("ec2", "DeleteSubnet")
def subnets_in_use(call: Call) -> None:
    """A subnet in which there are network interfaces stays.

    Source: Amazon VPC User Guide, "Delete a subnet"; its message in public reports.
    """
    subnet = call.get("SubnetId")
    if any(subnet in each.subnets for each in attachments()):
        message = f"The subnet '{subnet}' has dependencies and cannot be deleted."
        raise Refusal("DependencyViolation", message)


def _block(text: str) -> IPv4Network | None:
    """AWS takes a block with host bits for the one without: API reference of the action."""
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return None
    return network if isinstance(network, IPv4Network) else None


def _invalid_zone(given: str, parameter: str, allowed: list[str]) -> str:
    return (
        f"Value ({given}) for parameter {parameter} is invalid. Subnets can currently only be created in the following "
        f"availability zones: {', '.join(allowed)}."
    )
