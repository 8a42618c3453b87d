"""Policies that AWS keeps for everybody."""

from tests.case import GapCase, client, fills
from tests.deployments import AT_ONCE, alias, deploy, make_group, make_versions
from tests.roles import make_role, name_of


class ManagedPolicies(GapCase):
    @fills("managed_policies.enhanced_monitoring")
    def test_enhanced_monitorings_policy_is_there(self) -> None:
        arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
        found = client("iam").get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]
        self.assertIn("logs:PutLogEvents", str(found))

    @fills("managed_policies.function_deployments")
    def test_codedeploys_policy_lets_a_deployment_shift_an_alias(self) -> None:
        role = make_role("codedeploy.amazonaws.com")
        arn = "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited"
        client("iam").attach_role_policy(RoleName=name_of(role), PolicyArn=arn)
        function = make_versions()
        deploy(make_group(serviceRoleArn=role, deploymentConfigName=AT_ONCE), function)
        self.until(lambda: alias(function), ("2", {}))
