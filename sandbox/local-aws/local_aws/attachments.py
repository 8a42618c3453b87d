"""Who has network interfaces in which subnets and security groups: of MiniStack's services Lambda alone makes its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from ministack.services import alb, ec2, elasticache, rds

from local_aws.gaps import function_interfaces, vpc_links


@dataclass(frozen=True)
class Attachment:
    """One resource's interfaces."""

    owner: str
    subnets: tuple[str, ...] = ()
    """None where only the service knows which of a subnet group's it took."""
    groups: tuple[str, ...] = ()
    has_public_address: bool = False


def attachments() -> Iterator[Attachment]:
    """Those of the account and region that a request is of."""
    function_interfaces.refresh()
    for identity, instance in ec2._instances.items():
        if instance["State"]["Name"] not in ("terminated", "shutting-down"):
            groups = tuple(group["GroupId"] for group in instance["SecurityGroups"])
            yield Attachment(identity, (instance["SubnetId"],), groups)
    for identity, interface in ec2._network_interfaces.items():
        yield Attachment(identity, (interface["SubnetId"],), tuple(group["GroupId"] for group in interface["Groups"]))
    for identity, endpoint in ec2._vpc_endpoints.items():
        if endpoint["VpcEndpointType"] == "Interface":
            yield Attachment(identity, tuple(endpoint["SubnetIds"]), tuple(endpoint.get("SecurityGroupIds", [])))
    for identity, gateway in ec2._nat_gateways.items():
        if gateway["State"] != "deleted":
            is_public = gateway["ConnectivityType"] == "public"
            yield Attachment(identity, (gateway["SubnetId"],), has_public_address=is_public)
    for arn, balancer in alb._lbs.items():
        is_public = balancer.get("Scheme") == "internet-facing"
        yield Attachment(arn, tuple(balancer["Subnets"]), tuple(balancer["SecurityGroups"]), is_public)
    for identity, link in vpc_links._links.items():
        yield Attachment(identity, tuple(link["subnetIds"]), tuple(link["securityGroupIds"]))
    yield from _of_data()


def _of_data() -> Iterator[Attachment]:
    for store in (rds._instances, rds._clusters):
        for identity, database in store.items():
            groups = tuple(group["VpcSecurityGroupId"] for group in database.get("VpcSecurityGroups", []))
            yield Attachment(identity, groups=groups)
    for identity, proxy in rds._db_proxies.items():
        yield Attachment(identity, tuple(proxy.get("VpcSubnetIds", [])), tuple(proxy.get("VpcSecurityGroupIds", [])))
    for store in (elasticache._clusters, elasticache._replication_groups):
        for identity, cache in store.items():
            groups = tuple(group["SecurityGroupId"] for group in cache.get("SecurityGroups", []))
            yield Attachment(identity, groups=groups)
    for identity, cache in elasticache._serverless_caches.items():
        yield Attachment(identity, tuple(cache.get("SubnetIds", [])), tuple(cache.get("SecurityGroupIds", [])))
