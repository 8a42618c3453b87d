"""Routes by IPv6 block or prefix list, and to every kind of target."""

from typing import Any

from ministack.services import ec2

from local_aws.patch import Response, wrap

_DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
_TARGETS = tuple(key for key, _ in ec2._ROUTE_MEMBERS if key not in _DESTINATIONS)


def route_destinations() -> None:
    """CreateRoute, ReplaceRoute and DeleteRoute know no destination but an IPv4 block, and few targets.

    A route to `::/0` would be stored with no destination, and the provider would wait for it for five minutes.
    """
    for action in ("CreateRoute", "ReplaceRoute", "DeleteRoute"):
        wrap(ec2._ACTION_MAP, action, _change_route)


def _change_route(original: Any, p: Any) -> Response:
    table = ec2._route_tables.get(ec2._p(p, "RouteTableId"))
    if table is None:
        return original(p)
    action = ec2._p(p, "Action")
    destination = _given(p, _DESTINATIONS)
    others = [route for route in table["Routes"] if any(route.get(key) != value for key, value in destination.items())]
    if action == "CreateRoute" and len(others) < len(table["Routes"]):
        message = f"The route identified by {next(iter(destination.values()))} already exists."
        return ec2._error("RouteAlreadyExists", message, 400)
    if action != "CreateRoute" and len(others) == len(table["Routes"]):
        return ec2._error("InvalidRoute.NotFound", f"There is no such route in {table['RouteTableId']}", 400)
    table["Routes"] = others
    if action != "DeleteRoute":
        target = _given(p, _TARGETS)
        table["Routes"] = [*others, {**destination, **target, "State": "active", "Origin": "CreateRoute"}]
    return ec2._xml(200, f"{action}Response", "<return>true</return>")


def _given(p: Any, keys: tuple[str, ...]) -> dict[str, str]:
    return {key: value for key in keys if (value := ec2._p(p, key))}
