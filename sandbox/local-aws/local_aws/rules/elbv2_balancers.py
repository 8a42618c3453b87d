"""Rules of Elastic Load Balancing about balancers: names, subnets, attributes."""

import re
from ipaddress import ip_network

from ministack.services import alb, ec2, s3

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.quotas import quota

_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,32}(?<!-)")

_ONLY_APPLICATION = (
    "idle_timeout.",
    "client_keep_alive.",
    "connection_logs.",
    "routing.http",
    "waf.",
)
_ONLY_NETWORK = ("dns_record.", "secondary_ips.")

_VALUES = {
    "deletion_protection.enabled": ("true", "false"),
    "load_balancing.cross_zone.enabled": ("true", "false"),
    "access_logs.s3.enabled": ("true", "false"),
    "routing.http.desync_mitigation_mode": ("monitor", "defensive", "strictest"),
    "routing.http.drop_invalid_header_fields.enabled": ("true", "false"),
    "dns_record.client_routing_policy": (
        "availability_zone_affinity",
        "partial_availability_zone_affinity",
        "any_availability_zone",
    ),
}
_RANGES = {"idle_timeout.timeout_seconds": (1, 4000), "client_keep_alive.seconds": (60, 604_800)}


@rule("elbv2", "CreateLoadBalancer", "CreateTargetGroup")
def names(call: Call) -> None:
    """Names of balancers and target groups have at most 32 letters, digits and hyphens, and no hyphen at an end; that
    of a balancer does not begin with `internal-`.

    Source: Elastic Load Balancing API Reference, CreateLoadBalancer and CreateTargetGroup (Name).
    """
    what = "Load balancer" if call.operation == "CreateLoadBalancer" else "Target group"
    name = call.get("Name", "")
    if len(name) > 32:
        raise Refusal("ValidationError", f"{what} name '{name}' cannot be longer than '32' characters")
    if not _NAME.fullmatch(name):
        raise Refusal(
            "ValidationError",
            f"{what} name '{name}' can only contain characters that are alphanumeric characters and hyphens(-), and "
            "cannot begin or end with a hyphen(-)",
        )
    if what == "Load balancer" and name.startswith("internal-"):
        raise Refusal("ValidationError", f"Load balancer name '{name}' cannot begin with 'internal-'")


@rule("elbv2", "CreateLoadBalancer", "SetSubnets")
def subnets(call: Call) -> None:
    """A balancer has one subnet a zone, an application balancer in two zones, each with a block of /27 or larger and
    eight free addresses.

    Source: Elastic Load Balancing API Reference, CreateLoadBalancer (Subnets) and its errors; user guide for
    Application Load Balancers, "Subnets for your load balancer".
    """
    named = [*call.get("Subnets", []), *(each.get("SubnetId", "") for each in call.get("SubnetMappings", []))]
    if not named:
        raise Refusal("ValidationError", "At least one subnet must be specified")
    for identity in named:
        if identity not in ec2._subnets:
            raise Refusal("SubnetNotFound", f"The subnet ID '{identity}' does not exist")
    found = [ec2._subnets[identity] for identity in named]
    zones = [subnet["AvailabilityZone"] for subnet in found]
    if len(set(zones)) < len(zones):
        raise Refusal(
            "InvalidConfigurationRequest",
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
        )
    if _type_of(call) != "application":
        return
    if len(zones) < 2:
        raise Refusal(
            "ValidationError", "At least two subnets in two different Availability Zones must be specified"
        )
    for subnet in found:
        block = ip_network(subnet["CidrBlock"])
        if block.prefixlen > 27 or int(subnet.get("AvailableIpAddressCount", 8)) < 8:
            raise Refusal(
                "InvalidSubnet",
                f"Not enough IP space available in {subnet['SubnetId']}. ELB requires at least 8 free IP addresses in "
                "each subnet.",
            )


@rule("elbv2", "CreateLoadBalancer")
def balancers_per_region(call: Call) -> None:
    """A region has 50 application balancers, and 50 network balancers.

    Source: user guides for Application and for Network Load Balancers, "Quotas"; Elastic Load Balancing API Reference,
    CreateLoadBalancer (TooManyLoadBalancers); the message is that of openshift/cluster-ingress-operator, in its tests.
    """
    if sum(each["Type"] == _type_of(call) for each in alb._lbs.values()) >= quota("load-balancers"):
        raise Refusal("TooManyLoadBalancers", f"Exceeded quota of account {call.account}")


@rule("elbv2", "ModifyLoadBalancerAttributes")
def attributes(call: Call) -> None:
    """An attribute belongs to a kind of balancer and has values of its own.

    Source: Elastic Load Balancing API Reference, LoadBalancerAttribute; the message is that of
    hashicorp/terraform-provider-aws#34135.
    """
    kind = _type_of(call)
    others = _ONLY_APPLICATION if kind == "network" else _ONLY_NETWORK
    for key, value in _given(call).items():
        if key.startswith(others):
            raise Refusal(
                "InvalidConfigurationRequest",
                f"Load balancer attribute key '{key}' is not supported on load balancers with type '{kind}'",
            )
        if key in _VALUES and value not in _VALUES[key]:
            raise Refusal("ValidationError", f"'{value}' must be one of [{', '.join(_VALUES[key])}] for '{key}'")
        if key in _RANGES and not (value.isdigit() and _RANGES[key][0] <= int(value) <= _RANGES[key][1]):
            low, high = _RANGES[key]
            raise Refusal("ValidationError", f"'{value}' is not valid for '{key}': it must be between {low} and {high}")


@rule("elbv2", "ModifyLoadBalancerAttributes")
def log_buckets(call: Call) -> None:
    """Access logs are turned on only with a bucket that is there; an application balancer's is encrypted with S3's own
    keys. Whether the bucket lets them in is asked by `log_targets.balancer_logs`.

    Source: user guide for Application Load Balancers, "Enable access logs for your Application Load Balancer".
    """
    given = _given(call)
    if given.get("access_logs.s3.enabled") != "true":
        return
    stored = {each["Key"]: each["Value"] for each in alb._lb_attrs.get(call.get("LoadBalancerArn", ""), [])}
    bucket = given.get("access_logs.s3.bucket") or stored.get("access_logs.s3.bucket", "")
    if not bucket:
        raise Refusal(
            "InvalidConfigurationRequest", "The value of 'access_logs.s3.bucket' cannot be empty when logs are enabled"
        )
    if bucket not in s3._buckets:
        raise Refusal("InvalidConfigurationRequest", f"S3 bucket '{bucket}' does not exist")
    if _type_of(call) == "application" and "aws:kms" in str(s3._bucket_encryption.get(bucket, "")):
        raise Refusal(
            "InvalidConfigurationRequest", f"Access Denied for bucket: {bucket}. Please check S3bucket permission"
        )


def _type_of(call: Call) -> str:
    if call.operation == "CreateLoadBalancer":
        return str(call.get("Type", "application"))
    return str(alb._lbs.get(call.get("LoadBalancerArn", ""), {}).get("Type", "application"))


def _given(call: Call) -> dict[str, str]:
    return {each.get("Key", ""): each.get("Value", "") for each in call.get("Attributes", [])}
