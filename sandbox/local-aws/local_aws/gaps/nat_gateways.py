"""The addresses of NAT gateways."""

from ipaddress import ip_network
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import ec2

from local_aws.patch import Response, edit, put, wrap


def nat_gateway_addresses() -> None:
    """A NAT gateway shows no address, so nobody learns from which one the platform calls out."""
    wrap(ec2._ACTION_MAP, "CreateNatGateway", _add_addresses)
    wrap(ec2._ACTION_MAP, "DescribeNatGateways", _add_addresses)


def _add_addresses(original: Any, p: Any) -> Response:
    def add(root: Element) -> None:
        for element in [*root.findall("natGateway"), *root.findall("natGatewaySet/item")]:
            gateway = ec2._nat_gateways[element.findtext("natGatewayId")]
            put(element, "natGatewayAddressSet", [_address(gateway)])

    return edit(original(p), add)


def _address(gateway: dict[str, Any]) -> dict[str, Any]:
    """Its private address is the fifth of the subnet: AWS keeps the first four for itself."""
    gateway.setdefault("PrivateIp", _fifth_address(gateway["SubnetId"]))
    allocation = gateway["AllocationId"]
    return {
        "allocationId": allocation or None,
        "publicIp": ec2._addresses.get(allocation, {}).get("PublicIp"),
        "privateIp": gateway["PrivateIp"],
        "isPrimary": True,
        "status": "succeeded",
    }


def _fifth_address(subnet_id: str) -> str:
    block = ec2._subnets.get(subnet_id, {}).get("CidrBlock", "10.0.0.0/24")
    return str(ip_network(block)[4])
