"""Rules of VPC endpoints."""

import json
import re
from typing import Any

from ministack.services import ec2

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions.documents import Malformed, statements
from local_aws.quotas import quota
from local_aws.rules.offers import offers

_GATEWAYS = ("s3", "dynamodb")
_WITHOUT_POLICIES = re.compile(r".*\.(email-smtp|mail-manager-smtp\..+|grafana-workspace|eks-capabilities)")
_FULL_ACCESS = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
_REGIONAL = re.compile(r"com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\.(.+)")


@rule("ec2", "CreateVpcEndpoint")
def services(call: Call) -> None:
    """An endpoint leads to a service of its own region; a gateway, which is what an endpoint is unless it says more, to S3 or
    DynamoDB. Which of the services that have endpoints a region has is not known here.

    Source: Amazon EC2 API Reference, CreateVpcEndpoint (ServiceName, VpcEndpointType) and "Error codes"
    (InvalidServiceName); for the names of services infra/settings/aws-offers.json; the messages are those of
    terraform-aws-modules/terraform-aws-vpc#481 and badmintoncryer/cdk-preflight, pf-ec2-vpce-gateway-service.
    """
    name = call.get("ServiceName", "")
    found = _REGIONAL.fullmatch(name)
    if found and found[1] != call.get("ServiceRegion", call.region):
        raise Refusal("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
    if found and found[2] not in _GATEWAYS and _kind(call) == "Gateway":
        message = "Endpoint type (Gateway) does not match available service types ([Interface])."
        raise Refusal("InvalidParameter", message)
    if found and found[2] not in (*_GATEWAYS, *offers("vpcEndpoints")["services"]):
        raise Refusal("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")


@rule("ec2", "CreateVpcEndpoint", "ModifyVpcEndpoint")
def places(call: Call) -> None:
    """A gateway is in route tables, of which each leads to a service once; an interface endpoint is in subnets, one a zone.

    Source: AWS PrivateLink User Guide, "Gateway endpoints" and "Create an interface endpoint"; the answers are those of
    nanlabs/terraform-aws-starter#18, hashicorp/terraform-provider-aws#18607, eksctl-io/eksctl#2510 and
    terraform-aws-modules/terraform-aws-vpc#583.
    """
    kept = _kept(call)
    tables, subnets = _given(call, "RouteTableIds"), _given(call, "SubnetIds")
    if _kind(call) == "Gateway":
        if subnets:
            raise Refusal(
                "InvalidParameter",
                "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.",
            )
        for table in tables:
            _check_route(call, table)
        return
    if tables:
        raise Refusal("InvalidParameter", "Route table IDs are only supported for Gateway type VPC Endpoint.")
    removed = call.get("RemoveSubnetIds", [])
    taken = {_zone(each) for each in kept.get("SubnetIds", []) if each not in (*removed, *subnets)}
    for subnet in subnets:
        if _zone(subnet) in taken:
            raise Refusal(
                "DuplicateSubnetsInSameZone",
                f"Found another VPC endpoint subnet in the availability zone of {subnet}. VPC endpoint subnets should be in "
                "different availability zones supported by the VPC endpoint service.",
            )
        taken.add(_zone(subnet))


@rule("ec2", "CreateVpcEndpoint", "ModifyVpcEndpoint")
def private_names(call: Call) -> None:
    """Private DNS names want a VPC with DNS support and DNS host names, in which no other endpoint has the service's names, and a
    service that has such names.

    Source: Amazon EC2 API Reference, CreateVpcEndpoint (PrivateDnsEnabled); GuardDuty User Guide, "Troubleshooting Runtime
    Monitoring" (its first message); the other is that of hashicorp/terraform-provider-aws#17535; the services without, see
    infra/settings/aws-offers.json.
    """
    kept = _kept(call)
    if not call.get("PrivateDnsEnabled") or _kind(call) != "Interface":
        return
    vpc, name = kept.get("VpcId") or call.get("VpcId"), _service(call)
    attributes = ec2._vpcs.get(vpc, {})
    if not attributes.get("EnableDnsSupport", True) or not attributes.get("EnableDnsHostnames", False):
        raise Refusal(
            "InvalidParameter",
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for "
            f"{vpc}",
        )
    if name.split(".", 3)[-1] in offers("vpcEndpoints")["withoutPrivateNames"]:
        raise Refusal(
            "InvalidParameter",
            f"Private DNS can't be enabled because the service {name} does not provide a private DNS name.",
        )
    for identity, other in ec2._vpc_endpoints.items():
        same = (other["VpcId"], other["ServiceName"]) == (vpc, name) and identity != call.get("VpcEndpointId")
        if same and other.get("PrivateDnsEnabled") == "true":
            domain = f"{'.'.join(reversed(name.split('.')[3:]))}.{call.region}.amazonaws.com"
            raise Refusal(
                "InvalidParameter",
                f"private-dns-enabled cannot be set because there is already a conflicting DNS domain for {domain} in the "
                f"VPC {vpc}",
            )


@rule("ec2", "CreateVpcEndpoint", "ModifyVpcEndpoint")
def policies(call: Call) -> None:
    """An endpoint's policy follows the grammar.

    Source: Amazon EC2 API Reference, "Error codes" (InvalidPolicyDocument); the message is that of
    hashicorp/terraform-provider-aws#42291.
    """
    document = call.get("PolicyDocument")
    if document is None:
        return
    try:
        statements(document)
    except Malformed as problem:
        raise Refusal("InvalidPolicyDocument", f"The Policy Document is not valid. {problem}") from None


@rule("ec2", "CreateVpcEndpoint", "ModifyVpcEndpoint")
def services_without_policies(call: Call) -> None:
    """The endpoint of a service that takes no policy lets everybody do everything.

    Source: "Service com.amazonaws.us-gov-west-1.email-smtp only supports the full-access endpoint policy.", as EC2 answers
    (InvalidParameter); Amazon SES Developer Guide, ingress endpoints, Amazon Managed Grafana User Guide, "Interface VPC
    endpoints", and Amazon EKS User Guide, "Argo CD", for those that take none.
    """
    document, service = call.get("PolicyDocument"), _service(call)
    if document and _WITHOUT_POLICIES.fullmatch(service) and json.loads(document).get("Statement") != [_FULL_ACCESS]:
        raise Refusal("InvalidParameter", f"Service {service} only supports the full-access endpoint policy.")


@rule("ec2", "CreateVpcEndpoint")
def endpoint_quotas(call: Call) -> None:
    """A VPC has 50 interface endpoints, and a region 20 gateways.

    Source: AWS PrivateLink User Guide, "AWS PrivateLink quotas"; Amazon EC2 API Reference, "Error codes"
    (VpcEndpointLimitExceeded).
    """
    kind = _kind(call)
    others = [each for each in ec2._vpc_endpoints.values() if each["VpcEndpointType"] == kind]
    if kind == "Gateway":
        is_full = len(others) >= quota("gateway-endpoints")
    else:
        is_full = sum(each["VpcId"] == call.get("VpcId") for each in others) >= quota("interface-endpoints")
    if is_full:
        raise Refusal("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.")


def _kept(call: Call) -> dict[str, Any]:
    """The endpoint that is changed; empty for a new one."""
    found: dict[str, Any] = ec2._vpc_endpoints.get(call.get("VpcEndpointId"), {})
    return found


def _kind(call: Call) -> str:
    return str(_kept(call).get("VpcEndpointType") or call.get("VpcEndpointType", "Gateway"))


def _given(call: Call, member: str) -> list[str]:
    return [*call.get(member, []), *call.get(f"Add{member}", [])]


def _zone(subnet: str) -> str:
    return str(ec2._subnets.get(subnet, {}).get("AvailabilityZone", subnet))


def _service(call: Call) -> str:
    return str(_kept(call).get("ServiceName") or call.get("ServiceName", ""))


def _check_route(call: Call, table: str) -> None:
    if table not in ec2._route_tables:
        raise Refusal("InvalidRouteTableID.NotFound", f"The routeTable ID '{table}' does not exist")
    for identity, other in ec2._vpc_endpoints.items():
        is_another = identity != call.get("VpcEndpointId") and other["ServiceName"] == _service(call)
        if is_another and table in other.get("RouteTableIds", []):
            prefixes = ec2._aws_pl_id_from_name(_service(call))
            raise Refusal(
                "RouteAlreadyExists",
                f"route table {table} already has a route with destination-prefix-list-id {prefixes}",
            )
