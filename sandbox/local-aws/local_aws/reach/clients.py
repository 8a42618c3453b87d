"""Who asks for a way: functions and instances, with what they have in the VPC at that moment."""

from dataclasses import dataclass
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import autoscaling

from local_aws.permissions.profiles import version_of
from local_aws.reach.groups import Side


@dataclass(frozen=True)
class Client:
    name: str
    account: str
    region: str
    side: Side
    """Without subnets where it is in no VPC."""


def function(config: dict[str, Any]) -> Client:
    """A function, by the configuration that its process has."""
    _, _, _, region, account, _, name, *_ = config["FunctionArn"].split(":")
    network = config.get("VpcConfig") or {}
    side = Side(tuple(network.get("SubnetIds") or ()), tuple(network.get("SecurityGroupIds") or ()))
    return Client(f"the function {name}", account, region, side)


def instance(identity: str) -> Client | None:
    """An instance of a scaling group; None once it is in none. In which of the group's subnets it is, nothing here
    knows."""
    for (account, region, _), group in list(autoscaling._asgs.all_items()):
        for each in group["Instances"]:
            if each["InstanceId"] == identity:
                with request_scope(account, region):
                    groups = _groups(each.get("LaunchTemplate") or {})
                subnets = tuple(filter(None, (group.get("VPCZoneIdentifier") or "").split(",")))
                return Client(f"the instance {identity}", account, region, Side(subnets, groups))
    return None


def _groups(template: dict[str, Any]) -> tuple[str, ...]:
    version = version_of(template)
    data = version["LaunchTemplateData"] if version else {}
    of_interfaces = [name for each in data.get("NetworkInterfaces", []) for name in each.get("Groups", [])]
    return tuple([*data.get("SecurityGroupIds", []), *of_interfaces])
