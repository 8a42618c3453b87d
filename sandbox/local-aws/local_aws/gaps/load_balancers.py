"""Load balancers: their networks, kinds and protection."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import alb, ec2

from local_aws.patch import Response, complete, numbered, put, text_of, wrap

_ENFORCEMENT = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"


def load_balancer_network() -> None:
    """Every balancer is in one VPC and one zone, whatever its subnets, and has none when they are given as mappings."""
    wrap(alb._ACTION_MAP, "CreateLoadBalancer", _create_in_network)
    complete(alb, "_lb_xml", _show_zones)


def network_load_balancers() -> None:
    """The ARNs of a network balancer and of its listeners say that it is an application balancer, as would the
    dimensions of its alarms. Its rule for PrivateLink is forgotten."""
    wrap(alb._ACTION_MAP, "CreateLoadBalancer", _create_of_kind)
    wrap(alb._ACTION_MAP, "CreateListener", _create_listener_of_kind)
    wrap(alb._ACTION_MAP, "SetSecurityGroups", _set_security_groups)
    complete(alb, "_lb_xml", _show_enforcement)


def deletion_protection() -> None:
    """A protected balancer is deleted."""
    wrap(alb._ACTION_MAP, "DeleteLoadBalancer", _refuse_protected)


def listeners_of_deleted() -> None:
    """The listeners of a deleted balancer stay for ever."""
    wrap(alb._ACTION_MAP, "DeleteLoadBalancer", _delete_with_listeners)


def _create_in_network(original: Any, params: Any) -> Response:
    response = original(params)
    if balancer := alb._lbs.get(text_of(response, "LoadBalancerArn")):
        mapped = numbered(lambda key: str(alb._p(params, key)), "SubnetMappings.member.#.SubnetId")
        balancer["Subnets"] = balancer["Subnets"] or list(mapped)
        vpcs = [ec2._subnets[subnet]["VpcId"] for subnet in balancer["Subnets"] if subnet in ec2._subnets]
        balancer["VpcId"] = vpcs[0] if vpcs else balancer["VpcId"]
        return _shown("CreateLoadBalancer", balancer)
    return response


def _shown(action: str, balancer: dict[str, Any]) -> Response:
    return alb._xml(200, action, f"<LoadBalancers>{alb._lb_xml(balancer)}</LoadBalancers>")


def _show_zones(fields: Element, _: dict[str, Any]) -> None:
    for zone in fields.iterfind("AvailabilityZones/member"):
        if subnet := ec2._subnets.get(zone.findtext("SubnetId")):
            put(zone, "ZoneName", subnet["AvailabilityZone"])


def _create_of_kind(original: Any, params: Any) -> Response:
    response = original(params)
    balancer = alb._lbs.get(text_of(response, "LoadBalancerArn"))
    if balancer is None or balancer["Type"] == "application":
        return response
    for store in (alb._lbs, alb._tags, alb._lb_attrs):
        _rename(store, balancer["LoadBalancerArn"])
    balancer["LoadBalancerArn"] = _as_network(balancer["LoadBalancerArn"])
    return _shown("CreateLoadBalancer", balancer)


def _create_listener_of_kind(original: Any, params: Any) -> Response:
    response = original(params)
    listener = alb._listeners.get(text_of(response, "ListenerArn"))
    if listener is None or "/app/" in listener["LoadBalancerArn"]:
        return response
    arn = listener["ListenerArn"]
    for store in (alb._listeners, alb._listener_attrs, alb._tags):
        _rename(store, arn)
    listener["ListenerArn"] = _as_network(arn)
    for rule in [rule for rule in alb._rules.values() if rule["ListenerArn"] == arn]:
        _rename(alb._rules, rule["RuleArn"])
        rule.update(RuleArn=_as_network(rule["RuleArn"]), ListenerArn=_as_network(arn))
    return alb._xml(200, "CreateListener", f"<Listeners>{alb._listener_xml(listener)}</Listeners>")


def _rename(store: Any, arn: str) -> None:
    store[_as_network(arn)] = store.pop(arn)


def _as_network(arn: str) -> str:
    return arn.replace("/app/", "/net/", 1)


def _set_security_groups(original: Any, params: Any) -> Response:
    response = original(params)
    if response[0] == 200 and (enforced := alb._p(params, _ENFORCEMENT)):
        alb._lbs[alb._p(params, "LoadBalancerArn")][_ENFORCEMENT] = enforced
    return response


def _show_enforcement(fields: Element, balancer: dict[str, Any]) -> None:
    """It is on where a network balancer has security groups and nothing else was said."""
    if balancer["Type"] == "network" and balancer["SecurityGroups"]:
        put(fields, _ENFORCEMENT, balancer.get(_ENFORCEMENT, "on"))


def _refuse_protected(original: Any, params: Any) -> Response:
    arn = alb._p(params, "LoadBalancerArn")
    if alb._lb_attr(arn, "deletion_protection.enabled", "false") == "true":
        message = f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
        return alb._error("OperationNotPermitted", message)
    return original(params)


def _delete_with_listeners(original: Any, params: Any) -> Response:
    arn = alb._p(params, "LoadBalancerArn")
    response = original(params)
    for listener in [key for key, each in alb._listeners.items() if each["LoadBalancerArn"] == arn]:
        alb._delete_listener({"ListenerArn": listener})
    return response
