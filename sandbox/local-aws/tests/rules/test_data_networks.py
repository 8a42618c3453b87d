"""Rules of where databases and caches stand."""

from typing import Any

from tests.case import client, enforces, make_vpc
from tests.test_caches import make_subnet_group
from tests.test_caches import name as new_name
from tests.test_databases import DatabaseCase


def make_group(vpc: str) -> str:
    made = client("ec2").create_security_group(GroupName=new_name("data"), Description="Data", VpcId=vpc)
    return str(made["GroupId"])


class Networks(DatabaseCase):
    @enforces("data_networks.databases")
    def test_a_databases_groups_are_of_the_vpc_of_its_subnets(self) -> None:
        vpc, subnets = make_vpc()
        own, others, subnet_group = make_group(vpc), make_group(make_vpc(0)[0]), new_name("subnets")
        client("rds").create_db_subnet_group(
            DBSubnetGroupName=subnet_group, DBSubnetGroupDescription="x", SubnetIds=subnets
        )
        with self.refused("InvalidParameterCombination", "different VPCs", f"is in {vpc}"):
            self.make(DBSubnetGroupName=subnet_group, VpcSecurityGroupIds=[own, others])
        name = self.make(DBSubnetGroupName=subnet_group, VpcSecurityGroupIds=[own], BackupRetentionPeriod=1)
        with self.refused("InvalidParameterCombination", "different VPCs"):
            self.modify(name, VpcSecurityGroupIds=[others])
        with self.refused("InvalidParameterCombination", "different VPCs"):
            self.replicate(name, VpcSecurityGroupIds=[others])
        self.replicate(name, VpcSecurityGroupIds=[own])

    @enforces("data_networks.caches")
    def test_so_are_a_caches(self) -> None:
        cache, subnet_group = client("elasticache"), make_subnet_group()
        (found,) = cache.describe_cache_subnet_groups(CacheSubnetGroupName=subnet_group)["CacheSubnetGroups"]
        own, others = make_group(found["VpcId"]), make_group(make_vpc(0)[0])
        made: dict[str, Any] = {"CacheNodeType": "cache.t4g.micro", "CacheSubnetGroupName": subnet_group}
        group = new_name("placed")
        valkey = {"ReplicationGroupId": group, "ReplicationGroupDescription": "x", "Engine": "valkey"}
        with self.refused("InvalidParameterCombination", subnet_group, f"different VPC [{found['VpcId']}]"):
            cache.create_replication_group(**valkey, **made, SecurityGroupIds=[others])
        cache.create_replication_group(**valkey, **made, SecurityGroupIds=[own])
        with self.refused("InvalidParameterCombination", subnet_group):
            cache.modify_replication_group(ReplicationGroupId=group, SecurityGroupIds=[others])
        with self.refused("InvalidParameterCombination", subnet_group):
            cache.create_cache_cluster(
                CacheClusterId=new_name("placed"), Engine="memcached", NumCacheNodes=2, **made, SecurityGroupIds=[others]
            )
