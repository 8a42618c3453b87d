"""Policies that AWS keeps for everybody."""

from tests.case import GapCase, client, fills


class ManagedPolicies(GapCase):
    @fills("managed_policies.enhanced_monitoring")
    def test_enhanced_monitorings_policy_is_there(self) -> None:
        arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
        found = client("iam").get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]
        self.assertIn("logs:PutLogEvents", str(found))
