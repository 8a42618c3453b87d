"""Texts that users write come back as they were."""

from tests.case import GapCase, client, fills, make_vpc

TEXT = 'a & b <c> "d"'


class Texts(GapCase):
    @fills("texts.unescaped_texts")
    def test_a_security_group_has_its_description(self) -> None:
        vpc, _ = make_vpc(0)
        group = client("ec2").create_security_group(GroupName="text", Description="a & b", VpcId=vpc)["GroupId"]
        (found,) = client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"]
        self.assertEqual(found["Description"], "a & b")

    @fills("texts.unescaped_texts")
    def test_a_database_subnet_group_has_its_description(self) -> None:
        _, subnets = make_vpc()
        rds = client("rds")
        rds.create_db_subnet_group(DBSubnetGroupName="text", DBSubnetGroupDescription=TEXT, SubnetIds=subnets)
        (found,) = rds.describe_db_subnet_groups(DBSubnetGroupName="text")["DBSubnetGroups"]
        self.assertEqual(found["DBSubnetGroupDescription"], TEXT)
        made = {"DBInstanceIdentifier": "text", "DBInstanceClass": "db.t4g.micro", "Engine": "postgres"}
        user = {"MasterUsername": "me", "ManageMasterUserPassword": True}
        rds.create_db_instance(**made, **user, DBSubnetGroupName="text")
        (instance,) = rds.describe_db_instances(DBInstanceIdentifier="text")["DBInstances"]
        self.assertEqual(instance["DBSubnetGroup"]["DBSubnetGroupDescription"], TEXT)

    @fills("texts.unescaped_texts")
    def test_a_cache_has_its_description(self) -> None:
        cache = client("elasticache")
        cache.create_replication_group(ReplicationGroupId="text", ReplicationGroupDescription=TEXT)
        (found,) = cache.describe_replication_groups(ReplicationGroupId="text")["ReplicationGroups"]
        self.assertEqual(found["Description"], TEXT)

    @fills("texts.unescaped_texts")
    def test_a_user_has_its_access_string(self) -> None:
        cache = client("elasticache")
        cache.create_user(UserId="text", UserName="text", Engine="valkey", AccessString="on ~* &* +@all")
        (found,) = cache.describe_users(UserId="text")["Users"]
        self.assertEqual(found["AccessString"], "on ~* &* +@all")
