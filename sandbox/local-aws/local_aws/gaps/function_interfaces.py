"""Network interfaces of functions, which Lambda keeps for some minutes after the last one that used them.

Here they go at once, unless `--interface-delay-seconds`, a switch of tests, says otherwise.
"""

import time
import uuid
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from ministack.core.responses import get_account_id
from ministack.services import ec2, iam, lambda_svc

from local_aws.patch import Response, complete, put, text_of, wrap
from local_aws.permissions.verdicts import role_may, role_of

Place = tuple[str, tuple[str, ...]]
"""A subnet and a set of security groups: what functions have one interface for."""

_LOSSES = ("DeleteRole", "DeleteRolePolicy", "PutRolePolicy", "DetachRolePolicy", "PutRolePermissionsBoundary")

_delay = 0.0


def delay(seconds: float) -> None:
    """Interfaces outlive their last function by so many seconds."""
    global _delay
    _delay = seconds


def function_interfaces() -> None:
    """A function in a VPC has no network interface, so its subnets and groups can be deleted as soon as it is gone, and its
    role before them.

    AWS makes one for each subnet and set of groups that a function or a published version of one names. When none names
    it any more, Lambda deletes it with the permissions of the function's role; without them it stays, detached, until
    somebody else deletes it.

    Lambda Developer Guide, "Giving Lambda functions access to resources in an Amazon VPC"; AWS re:Post, "Why can't I detach
    or delete an elastic network interface that Lambda created?" and "How do I resolve the error 'You have exceeded the
    maximum limit for Lambda HyperPlane ENIs for your VPC'" (published versions); aws/aws-cdk#34400.
    """
    for operation in ("_create_function", "_update_config", "_delete_function"):
        wrap(lambda_svc, operation, _with_interfaces)
    for action in ("DescribeNetworkInterfaces", "DeleteNetworkInterface", "DetachNetworkInterface"):
        wrap(ec2._ACTION_MAP, action, _after_refresh)
    for action in _LOSSES:
        wrap(iam._IAM_HANDLERS, action, _after_deletions)
    complete(ec2, "_eni_fields_xml", _fields)


def refresh() -> None:
    """Makes the interfaces that functions need, and lets go of those that none does."""
    used = {place: config for config in _configurations() for place in _places(config)}
    held = {_place_of(each): each for each in ec2._network_interfaces.values() if _is_held(each)}
    for place, config in used.items():
        interface = held.get(place) or _make(place, config["FunctionName"])
        interface.update(Role=config["Role"], Until=None)
    for place in held.keys() - used:
        if held[place]["Until"] is None:
            held[place]["Until"] = time.time() + _delay
    _delete_due()


def _configurations() -> Iterator[dict[str, Any]]:
    for function in lambda_svc._functions.values():
        yield function["config"]
        for version in function["versions"].values():
            yield version["config"]


def _places(config: dict[str, Any]) -> Iterator[Place]:
    network = config.get("VpcConfig") or {}
    for subnet in network.get("SubnetIds", []):
        yield subnet, tuple(sorted(network["SecurityGroupIds"]))


def _place_of(interface: dict[str, Any]) -> Place:
    return interface["SubnetId"], tuple(sorted(group["GroupId"] for group in interface["Groups"]))


def _is_held(interface: dict[str, Any]) -> bool:
    """Whether it is Lambda's, and Lambda has not failed to delete it."""
    return "Until" in interface and interface["Attachment"] is not None


def _make(place: Place, function: str) -> dict[str, Any]:
    subnet, groups = place
    wanted = {f"SecurityGroupId.{number}": group for number, group in enumerate(groups, 1)}
    description = f"AWS Lambda VPC ENI-{function}-{uuid.uuid4()}"
    made = ec2._create_network_interface({"SubnetId": subnet, "Description": description, **wanted})
    interface: dict[str, Any] = ec2._network_interfaces[text_of(made, "networkInterfaceId")]
    attachment = {"AttachmentId": f"ela-attach-{uuid.uuid4().hex[:17]}", "DeviceIndex": 1, "AttachTime": ec2._now_ts()}
    interface.update(Status="in-use", InterfaceType="lambda", Attachment=attachment)
    return interface


def _delete_due() -> None:
    """In all regions of the account."""
    for (account, region, identity), interface in ec2._network_interfaces.all_items():
        if account != get_account_id() or not _is_held(interface) or (interface["Until"] or time.time() + 1) > time.time():
            continue
        role = role_of(interface["Role"])
        arn = f"arn:aws:ec2:{region}:{account}:network-interface/{identity}"
        if role is not None and role_may(role, "ec2:DeleteNetworkInterface", arn):
            ec2._network_interfaces.pop_scoped(account, region, identity)
        else:
            interface.update(Status="available", Attachment=None)


def _with_interfaces(original: Any, *args: Any, **options: Any) -> Response:
    refresh()
    response: Response = original(*args, **options)
    refresh()
    return response


def _after_refresh(original: Any, p: Any) -> Response:
    refresh()
    response: Response = original(p)
    return response


def _after_deletions(original: Any, p: Any) -> Response:
    """What was due before a role loses something was deleted with it."""
    _delete_due()
    response: Response = original(p)
    return response


def _fields(fields: Element, interface: dict[str, Any]) -> None:
    if "Until" not in interface:
        return
    put(fields, "requesterManaged", True)
    attachment = fields.find("attachment")
    if attachment is not None:
        put(attachment, "instanceId", None)
        put(attachment, "instanceOwnerId", "amazon-aws")
