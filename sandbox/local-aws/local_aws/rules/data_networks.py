"""Rules of where databases and caches stand: their security groups are of the VPC of their subnets."""

from collections.abc import Iterable

from ministack.services import ec2, elasticache, rds

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.elasticache import record_of
from local_aws.rules.rds import instance_of, origin


def _elsewhere(groups: Iterable[str], vpc: str) -> str:
    """The VPC of the first group that is of another one; empty where there is none."""
    vpcs = (ec2._security_groups[group]["VpcId"] for group in groups if group in ec2._security_groups)
    return next((each for each in vpcs if vpc and each != vpc), "")


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def databases(call: Call) -> None:
    """The security groups of an instance are of the VPC of its subnet group.

    Source: terraform-aws-modules/terraform-aws-rds#451.
    """
    name = call.get("DBSubnetGroupName")
    kept = rds._subnet_groups.get(name) if name else instance_of(call, origin(call)).get("DBSubnetGroup")
    vpc = (kept or {}).get("VpcId", "")
    other = _elsewhere(call.get("VpcSecurityGroupIds", []), vpc)
    if other:
        raise Refusal(
            "InvalidParameterCombination",
            f"The DB instance and EC2 security group are in different VPCs. The DB instance is in {vpc} and the EC2 "
            f"security group is in {other}",
        )


@rule("elasticache", "CreateReplicationGroup", "CreateCacheCluster", "ModifyReplicationGroup", "ModifyCacheCluster")
def caches(call: Call) -> None:
    """The security groups of a cache are of the VPC of its subnet group.

    Source: aws-controllers-k8s/community#1594.
    """
    name = call.get("CacheSubnetGroupName") or record_of(call).get("CacheSubnetGroupName", "")
    vpc = elasticache._subnet_groups.get(name, {}).get("VpcId", "")
    other = _elsewhere(call.get("SecurityGroupIds", []), vpc)
    if other:
        raise Refusal(
            "InvalidParameterCombination", f"Subnet group [{name}] belongs to a different VPC [{vpc}] than [{other}]"
        )
