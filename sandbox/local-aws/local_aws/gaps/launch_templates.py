"""Launch templates: what their versions say of instances."""

from typing import Any

from ministack.services import ec2

from local_aws.patch import Response, parse, put, unparse, wrap

_SECTIONS = (
    "CapacityReservationSpecification",
    "CpuOptions",
    "CreditSpecification",
    "EnclaveOptions",
    "HibernationOptions",
    "InstanceMarketOptions",
    "MaintenanceOptions",
    "Placement",
    "PrivateDnsNameOptions",
)
_INTERFACE_MEMBERS = ("DeleteOnTermination", "InterfaceType", "Ipv6AddressCount", "NetworkCardIndex")


def template_settings() -> None:
    """A version drops credits, DNS names, placement and more of its settings, of a disk its KMS key, of an interface
    whether it goes with its instance."""
    wrap(ec2, "_parse_lt_data", _parse)
    wrap(ec2, "_lt_data_xml", _render)


def template_security_groups() -> None:
    """An interface's security groups are in elements that clients do not read: the provider finds none."""
    wrap(ec2, "_lt_data_xml", _rename_groups)


def template_tags() -> None:
    """A template shows the tags that it was made with, once one was deleted or the server was started anew."""
    wrap(ec2._ACTION_MAP, "DescribeLaunchTemplates", _describe)


def _describe(original: Any, p: Any) -> Response:
    for identity, template in ec2._launch_templates.items():
        template["Tags"] = ec2._tags.get(identity, [])
    return original(p)


def _parse(original: Any, p: Any, prefix: str = "LaunchTemplateData") -> dict[str, Any]:
    data: dict[str, Any] = original(p, prefix)
    for section in _SECTIONS:
        if given := _nested(p, f"{prefix}.{section}."):
            data[section] = given
    if stop := ec2._p(p, f"{prefix}.DisableApiStop"):
        data["DisableApiStop"] = stop
    for number, mapping in enumerate(data.get("BlockDeviceMappings", []), 1):
        if key := ec2._p(p, f"{prefix}.BlockDeviceMapping.{number}.Ebs.KmsKeyId"):
            mapping["Ebs"]["KmsKeyId"] = key
    for number, interface in enumerate(data.get("NetworkInterfaces", []), 1):
        for name in _INTERFACE_MEMBERS:
            if value := ec2._p(p, f"{prefix}.NetworkInterface.{number}.{name}"):
                interface[name] = value
    return data


def _nested(p: Any, prefix: str) -> dict[str, Any]:
    """The parameters below `prefix`, as members of members, by the names that they have in answers."""
    tree: dict[str, Any] = {}
    for name in p:
        if name.startswith(prefix):
            *path, last = map(_answered, name.removeprefix(prefix).split("."))
            branch = tree
            for step in path:
                branch = branch.setdefault(step, {})
            branch[last] = ec2._p(p, name)
    return tree


def _answered(name: str) -> str:
    return name[:1].lower() + name[1:]


def _render(original: Any, data: dict[str, Any]) -> str:
    root = parse(original(data))
    for name in (*_SECTIONS, "DisableApiStop"):
        put(root, _answered(name), data.get(name))
    for element, mapping in zip(root.iterfind("blockDeviceMappingSet/item/ebs"), _disks(data), strict=True):
        put(element, "kmsKeyId", mapping.get("KmsKeyId"))
    interfaces = data.get("NetworkInterfaces", [])
    for element, interface in zip(root.iterfind("networkInterfaceSet/item"), interfaces, strict=True):
        for name in _INTERFACE_MEMBERS:
            put(element, _answered(name), interface.get(name))
    return unparse(root)


def _disks(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [mapping["Ebs"] for mapping in data.get("BlockDeviceMappings", []) if "Ebs" in mapping]


def _rename_groups(original: Any, data: dict[str, Any]) -> str:
    root = parse(original(data))
    for group in root.iterfind("networkInterfaceSet/item/groupSet/item"):
        group.tag = "groupId"
    return unparse(root)
