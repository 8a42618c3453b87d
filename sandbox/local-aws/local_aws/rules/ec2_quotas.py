"""Rules of how much an account may have, unless its quotas were raised: see `local_aws.quotas`."""

from ministack.services import ec2

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.quotas import quota


@rule("ec2", "CreateVpc")
def vpcs(call: Call) -> None:
    """A region has five VPCs, its default one among them.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" (VPCs per Region); Amazon EC2 API Reference, "Error codes"
    (VpcLimitExceeded).
    """
    if len(ec2._vpcs.values()) >= quota("vpcs"):
        raise Refusal("VpcLimitExceeded", "The maximum number of VPCs has been reached.")


@rule("ec2", "CreateInternetGateway")
def internet_gateways(call: Call) -> None:
    """A region has as many internet gateways as VPCs.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" (internet gateways per Region); Amazon EC2 API Reference, "Error codes"
    (InternetGatewayLimitExceeded).
    """
    if len(ec2._internet_gateways.values()) >= quota("internet-gateways"):
        raise Refusal("InternetGatewayLimitExceeded", "The maximum number of internet gateways has been reached.")


@rule("ec2", "CreateNatGateway")
def nat_gateways(call: Call) -> None:
    """A zone has five NAT gateways.

    Source: Amazon VPC User Guide, "Amazon VPC quotas" (NAT gateways per Availability Zone); Amazon EC2 API Reference, "Error
    codes" (NatGatewayLimitExceeded).
    """
    zone = _zone(call.get("SubnetId", ""))
    others = [each for each in ec2._nat_gateways.values() if each["State"] != "deleted"]
    if sum(_zone(each["SubnetId"]) == zone for each in others) >= quota("nat-gateways"):
        raise Refusal("NatGatewayLimitExceeded", "The maximum number of NAT Gateways has been reached.")


def _zone(subnet: str) -> str | None:
    found: str | None = ec2._subnets.get(subnet, {}).get("AvailabilityZone")
    return found
