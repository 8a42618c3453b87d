"""Network interfaces of one subnet, group or VPC."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import ec2

from local_aws.patch import Response, keep, wrap


def network_interface_filters() -> None:
    """DescribeNetworkInterfaces ignores filters.

    Before it deletes a subnet or a security group, the provider detaches the interfaces that it finds there by filter:
    it would detach everybody's.
    """
    wrap(ec2._ACTION_MAP, "DescribeNetworkInterfaces", _describe)


def _describe(original: Any, p: Any) -> Response:
    filters = ec2._parse_filters(p)

    def is_wanted(element: Element) -> bool:
        interface = ec2._network_interfaces[element.findtext("networkInterfaceId")]
        return all(_matches(interface, name, values) for name, values in filters.items())

    return keep(original(p), "networkInterfaceSet", is_wanted)


def _matches(interface: dict[str, Any], name: str, values: list[str]) -> bool:
    """Whether one filter lets `interface` pass. A filter that is not known lets none: rather too few than another's."""
    if name.startswith("tag"):
        return ec2._resource_matches_tag_filters(interface["NetworkInterfaceId"], {name: values})
    attachment = interface.get("Attachment") or {}
    found = {
        "network-interface-id": [interface["NetworkInterfaceId"]],
        "subnet-id": [interface["SubnetId"]],
        "vpc-id": [interface["VpcId"]],
        "availability-zone": [interface["AvailabilityZone"]],
        "status": [interface["Status"]],
        "interface-type": [interface["InterfaceType"]],
        "description": [interface["Description"]],
        "private-ip-address": [interface["PrivateIpAddress"]],
        "group-id": [group["GroupId"] for group in interface["Groups"]],
        "attachment.instance-id": [attachment.get("InstanceId", "")],
        "attachment.attachment-id": [attachment.get("AttachmentId", "")],
        "attachment.status": [attachment.get("Status", "")],
    }.get(name, [])
    return any(ec2._glob_match(pattern, value) for pattern in values for value in found)
