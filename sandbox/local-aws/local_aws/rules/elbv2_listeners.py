"""Rules of Elastic Load Balancing about listeners and their rules."""

import re
from typing import Any

from ministack.services import acm, alb

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.gaps.target_groups import balancers_of, groups_of

_PROTOCOLS = {"application": ("HTTP", "HTTPS"), "network": ("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC")}
_TARGETS = {
    "HTTP": ("HTTP", "HTTPS"),
    "HTTPS": ("HTTP", "HTTPS"),
    "TCP": ("TCP", "TCP_UDP"),
    "TLS": ("TCP", "TLS"),
    "UDP": ("UDP", "TCP_UDP"),
    "TCP_UDP": ("TCP_UDP",),
}
"""Protocols of the groups that a listener may forward to."""
_POLICY = re.compile(
    r"ELBSecurityPolicy-(2015-05|2016-08|TLS-1-[0-2](-Ext)?-\d{4}-\d\d|FS(-1-[12](-Res)?)?-\d{4}-\d\d"
    r"|TLS13-1-[0-3](-Res|-Ext[0-2])?(-FIPS)?(-PQ)?-\d{4}-\d\d)"
)
_MOST_RULES, _MOST_LISTENERS, _MOST_GROUPS = 100, 50, 5


@rule("elbv2", "CreateListener", "ModifyListener", "CreateRule", "ModifyRule")
def target_groups(call: Call) -> None:
    """A target group exists, is used by one balancer alone, and speaks what its listener does; an action has at most
    five.

    Source: Elastic Load Balancing API Reference, CreateListener (errors TargetGroupNotFound,
    TargetGroupAssociationLimit, IncompatibleProtocols); quotas for Application Load Balancers; the message is that of
    hashicorp/terraform-provider-aws#22005.
    """
    listener = _listener_of(call)
    balancer = call.get("LoadBalancerArn") or listener.get("LoadBalancerArn", "")
    protocol = call.get("Protocol") or listener.get("Protocol", "HTTP")
    actions = call.get("DefaultActions") or call.get("Actions") or []
    if any(len(each.get("ForwardConfig", {}).get("TargetGroups", [])) > _MOST_GROUPS for each in actions):
        raise Refusal("ValidationError", f"An action can have at most '{_MOST_GROUPS}' target groups")
    groups = groups_of({"Actions": actions}) - {""}
    for group in sorted(groups):
        if group not in alb._tgs:
            raise Refusal("TargetGroupNotFound", f"Target groups '{group}' not found")
    if shared := sorted(group for group in groups if set(balancers_of(group)) - {balancer}):
        raise Refusal(
            "TargetGroupAssociationLimit",
            "The following target groups cannot be associated with more than one load balancer: " + ", ".join(shared),
        )
    others = sorted(group for group in groups if alb._tgs[group]["Protocol"] not in _TARGETS.get(protocol, ()))
    if others:
        raise Refusal(
            "IncompatibleProtocols",
            "The listener and the following target groups have incompatible protocols: " + ", ".join(others),
        )


@rule("elbv2", "CreateListener", "ModifyListener")
def listeners(call: Call) -> None:
    """A listener speaks a protocol of its balancer's kind, on a port that no other listener of it has; one that speaks
    TLS has a certificate and one of ELB's policies. A balancer has at most 50.

    Source: Elastic Load Balancing API Reference, CreateListener (Protocol, Certificates, SslPolicy, errors
    DuplicateListener, TooManyListeners, SSLPolicyNotFound); quotas for Application Load Balancers.
    """
    listener = _listener_of(call)
    balancer = call.get("LoadBalancerArn") or listener.get("LoadBalancerArn", "")
    kind = alb._lbs.get(balancer, {}).get("Type", "application")
    protocol = call.get("Protocol") or listener.get("Protocol", "")
    if kind in _PROTOCOLS and protocol not in _PROTOCOLS[kind]:
        raise Refusal(
            "ValidationError", f"Listener protocol '{protocol}' must be one of '{', '.join(_PROTOCOLS[kind])}'"
        )
    same = [each for each in alb._listeners.values() if each["LoadBalancerArn"] == balancer and each is not listener]
    port = call.get("Port") or listener.get("Port")
    if any(each["Port"] == port for each in same):
        raise Refusal(
            "DuplicateListener", f"A listener already exists on this port for this load balancer '{balancer}'"
        )
    if not listener and len(same) >= _MOST_LISTENERS:
        raise Refusal(
            "TooManyListeners", f"The maximum number of listeners on the load balancer '{balancer}' has been reached"
        )
    if protocol in ("HTTPS", "TLS"):
        if not call.get("Certificates") and not listener.get("Certificates"):
            raise Refusal("ValidationError", f"A certificate must be specified for {protocol} listeners")
        policy = call.get("SslPolicy")
        if policy is not None and not _POLICY.fullmatch(policy):
            raise Refusal("SSLPolicyNotFound", f"SSL policy '{policy}' not found")


@rule("elbv2", "CreateListener", "ModifyListener", "AddListenerCertificates")
def certificates(call: Call) -> None:
    """A listener's certificate is in ACM, in the balancer's region, and issued.

    Source: Elastic Load Balancing API Reference, CreateListener (error CertificateNotFound); user guide for Application
    Load Balancers, "SSL certificates for your Application Load Balancer".
    """
    for certificate in call.get("Certificates", []):
        arn = certificate.get("CertificateArn", "")
        if not arn.startswith("arn:aws:acm:"):
            continue
        if arn.split(":")[3] != call.region:
            raise Refusal("ValidationError", f"Certificate ARN '{arn}' is not valid")
        found = acm._certificates.get(arn)
        if found is None:
            raise Refusal("CertificateNotFound", f"Certificate '{arn}' not found")
        if found.get("Status") not in ("ISSUED", "EXPIRED"):
            raise Refusal(
                "UnsupportedCertificate",
                f"The certificate '{arn}' must have a fully-qualified domain name, a supported signature, and a "
                "supported key size.",
            )


@rule("elbv2", "CreateRule", "ModifyRule")
def conditions(call: Call) -> None:
    """The conditions of a rule have at most five values and six wildcards in all, and one of a kind but for headers and
    queries.

    Source: Elastic Load Balancing user guide for Application Load Balancers, "Quotas" and "Condition types for listener
    rules".
    """
    given = call.get("Conditions", [])
    values = [value for condition in given for value in _values_of(condition)]
    if len(values) > 5:
        raise Refusal("ValidationError", "A rule can only have '5' condition values and regex values")
    wild = ("path-pattern", "host-header", "http-header", "query-string")
    patterns = [value for condition in given if condition.get("Field") in wild for value in _values_of(condition)]
    if sum(pattern.count("*") + pattern.count("?") for pattern in patterns) > 6:
        raise Refusal("ValidationError", "A rule can only have '6' condition wildcards")
    single = [each["Field"] for each in given if each.get("Field") not in ("http-header", "query-string")]
    for field in sorted({field for field in single if single.count(field) > 1}):
        raise Refusal("ValidationError", f"A rule can only have one '{field}' condition")
    for pattern in patterns:
        if len(pattern) > 128:
            raise Refusal("ValidationError", f"Condition value '{pattern}' cannot be longer than '128' characters")


@rule("elbv2", "CreateRule")
def rules(call: Call) -> None:
    """No two rules of a listener have the same priority, and a balancer has at most 100 beside the default ones.

    Source: Elastic Load Balancing API Reference, CreateRule (Priority, errors PriorityInUse, TooManyRules); quotas for
    Application Load Balancers.
    """
    listener = _listener_of(call)
    named = [each for each in alb._rules.values() if not each["IsDefault"]]
    here = [each for each in named if each["ListenerArn"] == call.get("ListenerArn")]
    if any(str(each["Priority"]) == str(call.get("Priority")) for each in here):
        raise Refusal("PriorityInUse", f"Priority '{call.get('Priority')}' is currently in use")
    balancer = listener.get("LoadBalancerArn")
    count = sum(alb._listeners.get(each["ListenerArn"], {}).get("LoadBalancerArn") == balancer for each in named)
    if count >= _MOST_RULES:
        raise Refusal("TooManyRules", f"The maximum number of rules has been reached on load balancer '{balancer}'")


def _listener_of(call: Call) -> dict[str, Any]:
    arn = call.get("ListenerArn") or alb._rules.get(call.get("RuleArn", ""), {}).get("ListenerArn", "")
    listener: dict[str, Any] = alb._listeners.get(arn, {})
    return listener


def _values_of(condition: dict[str, Any]) -> list[str]:
    texts = [*condition.get("Values", [])]
    for name, config in condition.items():
        if name.endswith("Config"):
            texts += [
                value if isinstance(value, str) else f"{value.get('Key', '')}={value.get('Value', '')}"
                for value in config.get("Values", [])
            ]
    return texts
