"""IPv6 blocks of VPCs and subnets. MiniStack models none."""

import hashlib
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import ec2

from local_aws.patch import Response, add, complete, put, render, text_of, wrap


def vpc_ipv6_block() -> None:
    """CreateVpc ignores AmazonProvidedIpv6CidrBlock, and a VPC cannot be given or rid of such a block later."""
    wrap(ec2._ACTION_MAP, "CreateVpc", _create_vpc)
    add(ec2._ACTION_MAP, "AssociateVpcCidrBlock", _associate_vpc)
    add(ec2._ACTION_MAP, "DisassociateVpcCidrBlock", _disassociate_vpc)
    wrap(ec2, "_matches_vpc_filters", _matches_vpc_filters)
    complete(ec2, "_vpc_fields_xml", _vpc_fields)


def subnet_ipv6_block() -> None:
    """CreateSubnet and ModifySubnetAttribute ignore every IPv6 setting, and DNS64."""
    wrap(ec2._ACTION_MAP, "CreateSubnet", _create_subnet)
    add(ec2._ACTION_MAP, "AssociateSubnetCidrBlock", _associate_subnet)
    add(ec2._ACTION_MAP, "DisassociateSubnetCidrBlock", _disassociate_subnet)
    wrap(ec2._ACTION_MAP, "ModifySubnetAttribute", _modify_subnet)
    complete(ec2, "_subnet_fields_xml", _subnet_fields)


def _amazon_block(vpc: dict[str, Any]) -> dict[str, str]:
    """A /56 of its own for each VPC, in the range that AWS gives out in Ireland."""
    digest = hashlib.sha256(vpc["VpcId"].encode()).hexdigest()
    block = f"2a05:d018:{digest[:4]}:{digest[4:6]}00::/56"
    return {"AssociationId": f"vpc-cidr-assoc-{digest[:17]}", "Ipv6CidrBlock": block}


def _vpc_fields(fields: Element, vpc: dict[str, Any]) -> None:
    if (block := vpc.get("Ipv6Block")) is not None:
        put(fields, "ipv6CidrBlockAssociationSet", [_vpc_association(block)])


def _vpc_association(block: dict[str, str], state: str = "associated") -> dict[str, Any]:
    return {
        "associationId": block["AssociationId"],
        "ipv6CidrBlock": block["Ipv6CidrBlock"],
        "ipv6CidrBlockState": {"state": state},
        "ipv6Pool": "Amazon",
        "networkBorderGroup": ec2.get_region(),
    }


def _matches_vpc_filters(original: Any, vpc: dict[str, Any], filters: dict[str, list[str]]) -> bool:
    """The provider waits for the block's association, which it looks for by filter."""
    block = vpc.get("Ipv6Block", {})
    for name, key in (("association-id", "AssociationId"), ("ipv6-cidr-block", "Ipv6CidrBlock")):
        wanted = filters.get(f"ipv6-cidr-block-association.{name}")
        if wanted is not None and block.get(key) not in wanted:
            return False
    return original(vpc, filters)


def _create_vpc(original: Any, p: Any) -> Response:
    response = original(p)
    vpc = ec2._vpcs.get(text_of(response, "vpcId"))
    if vpc is None or ec2._p(p, "AmazonProvidedIpv6CidrBlock") != "true":
        return response
    vpc["Ipv6Block"] = _amazon_block(vpc)
    return ec2._xml(200, "CreateVpcResponse", ec2._vpc_fields_xml(vpc, tag="vpc"))


def _associate_vpc(p: Any) -> Response:
    vpc = ec2._vpcs.get(ec2._p(p, "VpcId"))
    if vpc is None:
        return ec2._error("InvalidVpcID.NotFound", f"The vpc ID '{ec2._p(p, 'VpcId')}' does not exist", 400)
    if ec2._p(p, "AmazonProvidedIpv6CidrBlock") != "true":
        return ec2._error("UnsupportedOperation", "The local AWS adds only an Amazon-provided IPv6 block.", 400)
    vpc["Ipv6Block"] = _amazon_block(vpc)
    answer = {"vpcId": vpc["VpcId"], "ipv6CidrBlockAssociation": _vpc_association(vpc["Ipv6Block"])}
    return ec2._xml(200, "AssociateVpcCidrBlockResponse", render(answer))


def _disassociate_vpc(p: Any) -> Response:
    for vpc in ec2._vpcs.values():
        if vpc.get("Ipv6Block", {}).get("AssociationId") == ec2._p(p, "AssociationId"):
            association = _vpc_association(vpc.pop("Ipv6Block"), "disassociated")
            answer = {"vpcId": vpc["VpcId"], "ipv6CidrBlockAssociation": association}
            return ec2._xml(200, "DisassociateVpcCidrBlockResponse", render(answer))
    return _unknown_association(p, "VpcCidrBlock")


def _subnet_fields(fields: Element, subnet: dict[str, Any]) -> None:
    if (block := subnet.get("Ipv6Block")) is not None:
        put(fields, "ipv6CidrBlockAssociationSet", [_subnet_association(block)])
    put(fields, "assignIpv6AddressOnCreation", subnet.get("AssignIpv6AddressOnCreation", False))


def _subnet_association(block: dict[str, str], state: str = "associated") -> dict[str, Any]:
    return {
        "associationId": block["AssociationId"],
        "ipv6CidrBlock": block["Ipv6CidrBlock"],
        "ipv6CidrBlockState": {"state": state},
    }


def _create_subnet(original: Any, p: Any) -> Response:
    response = original(p)
    subnet = ec2._subnets.get(text_of(response, "subnetId"))
    if subnet is None or not ec2._p(p, "Ipv6CidrBlock"):
        return response
    _give_block(subnet, ec2._p(p, "Ipv6CidrBlock"))
    return ec2._xml(200, "CreateSubnetResponse", ec2._subnet_fields_xml(subnet, tag="subnet"))


def _give_block(subnet: dict[str, Any], cidr: str) -> None:
    identity = hashlib.sha256(f"{subnet['SubnetId']} {cidr}".encode()).hexdigest()[:17]
    subnet["Ipv6Block"] = {"AssociationId": f"subnet-cidr-assoc-{identity}", "Ipv6CidrBlock": cidr}


def _associate_subnet(p: Any) -> Response:
    subnet = ec2._subnets.get(ec2._p(p, "SubnetId"))
    if subnet is None:
        return ec2._error("InvalidSubnetID.NotFound", f"The subnet ID '{ec2._p(p, 'SubnetId')}' does not exist", 400)
    _give_block(subnet, ec2._p(p, "Ipv6CidrBlock"))
    answer = {"subnetId": subnet["SubnetId"], "ipv6CidrBlockAssociation": _subnet_association(subnet["Ipv6Block"])}
    return ec2._xml(200, "AssociateSubnetCidrBlockResponse", render(answer))


def _disassociate_subnet(p: Any) -> Response:
    for subnet in ec2._subnets.values():
        if subnet.get("Ipv6Block", {}).get("AssociationId") == ec2._p(p, "AssociationId"):
            association = _subnet_association(subnet.pop("Ipv6Block"), "disassociated")
            answer = {"subnetId": subnet["SubnetId"], "ipv6CidrBlockAssociation": association}
            return ec2._xml(200, "DisassociateSubnetCidrBlockResponse", render(answer))
    return _unknown_association(p, "SubnetCidrBlock")


def _modify_subnet(original: Any, p: Any) -> Response:
    subnet = ec2._subnets.get(ec2._p(p, "SubnetId"))
    for attribute in ("AssignIpv6AddressOnCreation", "EnableDns64"):
        if subnet is not None and (value := ec2._p(p, f"{attribute}.Value")):
            subnet[attribute] = value.lower() == "true"
    return original(p)


def _unknown_association(p: Any, kind: str) -> Response:
    message = f"The association ID '{ec2._p(p, 'AssociationId')}' does not exist"
    return ec2._error(f"Invalid{kind}AssociationID.NotFound", message, 400)
