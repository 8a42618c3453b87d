"""Rules of EC2."""

from tests.case import GapCase, client, enforces, make_vpc


class Descriptions(GapCase):
    @enforces("ec2.descriptions")
    def test_a_rule_with_an_apostrophe_is_refused(self) -> None:
        ec2 = client("ec2")
        vpc, _ = make_vpc(zones=0)
        group = ec2.create_security_group(GroupName="described", Description="A database", VpcId=vpc)["GroupId"]
        text = "To the database's proxy"
        with self.refused("InvalidParameterValue", text):
            ec2.authorize_security_group_egress(
                GroupId=group,
                IpPermissions=[
                    {
                        "IpProtocol": "tcp",
                        "FromPort": 5432,
                        "ToPort": 5432,
                        "IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": text}],
                    }
                ],
            )

    @enforces("ec2.descriptions")
    def test_a_group_with_a_letter_beyond_ascii_is_refused(self) -> None:
        vpc, _ = make_vpc(zones=0)
        with self.refused("InvalidParameterValue", "Über"):
            client("ec2").create_security_group(GroupName="over", Description="Über", VpcId=vpc)
