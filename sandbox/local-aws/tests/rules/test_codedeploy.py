"""Rules of CodeDeploy."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces
from tests.deployments import (
    CANARY,
    EVERY_ROLLBACK,
    deploy,
    make_application,
    make_group,
    make_service_role,
    make_versions,
    revision,
    spec,
)
from tests.roles import allow, as_user, make_role, trust

_numbers = itertools.count()


def make_config(kind: str = "", **routing: Any) -> str:
    name = f"config-{next(_numbers)}"
    client("codedeploy").create_deployment_config(
        deploymentConfigName=name, computePlatform="Lambda", trafficRoutingConfig={"type": kind, **routing}
    )
    return name


def canary(percentage: int, minutes: int) -> str:
    return make_config("TimeBasedCanary", timeBasedCanary={"canaryPercentage": percentage, "canaryInterval": minutes})


def linear(percentage: int, minutes: int) -> str:
    return make_config("TimeBasedLinear", timeBasedLinear={"linearPercentage": percentage, "linearInterval": minutes})


class Configurations(GapCase):
    @enforces("codedeploy.traffic_routing")
    def test_steps_are_parts_within_two_days(self) -> None:
        make_config("AllAtOnce")
        canary(1, 2_880)
        linear(50, 2_880)
        wrong = ((canary, 0, 5), (canary, 100, 5), (canary, 10, 2_881), (linear, 10, 321), (linear, 10, 0))
        for make, percentage, minutes in wrong:
            with self.refused("InvalidTrafficRoutingConfigurationException"):
                make(percentage, minutes)
        with self.refused("InvalidTrafficRoutingConfigurationException"):
            client("codedeploy").create_deployment_config(deploymentConfigName="nothing", computePlatform="Lambda")

    @enforces("codedeploy.configurations")
    def test_codedeploys_own_and_those_in_use_stay(self) -> None:
        codedeploy = client("codedeploy")
        with self.refused("InvalidOperationException"):
            codedeploy.delete_deployment_config(deploymentConfigName=CANARY)
        with self.refused("InvalidDeploymentConfigNameException"):
            routing = {"type": "AllAtOnce"}
            codedeploy.create_deployment_config(
                deploymentConfigName="CodeDeployDefault.Mine", computePlatform="Lambda", trafficRoutingConfig=routing
            )
        config = canary(10, 5)
        group = make_group(deploymentConfigName=config)
        with self.refused("DeploymentConfigInUseException"):
            codedeploy.delete_deployment_config(deploymentConfigName=config)
        codedeploy.delete_deployment_group(**group)
        codedeploy.delete_deployment_config(deploymentConfigName=config)


class Groups(GapCase):
    @enforces("codedeploy.platforms")
    def test_a_configuration_for_servers_deploys_no_function(self) -> None:
        with self.refused("InvalidComputePlatformException", "CodeDeployDefault.OneAtATime"):
            client("codedeploy").create_deployment_group(
                applicationName=make_application(),
                deploymentGroupName="default",
                serviceRoleArn=make_service_role(),
                deploymentStyle={"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            )
        with self.refused("InvalidComputePlatformException"):
            make_group(deploymentConfigName="CodeDeployDefault.ECSAllAtOnce")
        with self.refused("DeploymentConfigDoesNotExistException"):
            make_group(deploymentConfigName="mine")

    @enforces("codedeploy.style")
    def test_functions_are_deployed_blue_green(self) -> None:
        in_place = {"deploymentType": "IN_PLACE", "deploymentOption": "WITH_TRAFFIC_CONTROL"}
        for style in (in_place, {"deploymentType": "BLUE_GREEN"}):
            with self.refused("InvalidDeploymentStyleException"):
                make_group(deploymentStyle=style)

    @enforces("codedeploy.alarms")
    def test_alarms_are_ten_different_ones(self) -> None:
        make_group(alarms=[f"alarm-{number}" for number in range(10)])
        with self.refused("AlarmsLimitExceededException"):
            make_group(alarms=[f"alarm-{number}" for number in range(11)])
        for names in ([], ["twice", "twice"], [""]):
            with self.refused("InvalidAlarmConfigException"):
                make_group(alarms=names)

    @enforces("codedeploy.rollbacks")
    def test_a_rollback_follows_an_event(self) -> None:
        make_group(rollback=EVERY_ROLLBACK)
        with self.refused("InvalidAutoRollbackConfigException"):
            make_group(rollback=[])

    @enforces("passed_roles.deployment_groups")
    def test_a_role_that_codedeploy_cannot_assume_is_refused(self) -> None:
        for role in ("arn:aws:iam::000000000000:role/missing", make_role("lambda.amazonaws.com")):
            with self.refused("InvalidRoleException", "Cannot assume role provided."):
                make_group(serviceRoleArn=role)
        from_here = {"StringEquals": {"aws:SourceAccount": "000000000000"}}
        make_group(serviceRoleArn=make_role("", trusted=trust("codedeploy.amazonaws.com", Condition=from_here)))

    @enforces("passed_roles.passing")
    def test_who_may_not_pass_a_role_cannot_hand_it_to_codedeploy(self) -> None:
        group, role = make_group(), make_service_role()
        sent = {
            "applicationName": group["applicationName"],
            "currentDeploymentGroupName": group["deploymentGroupName"],
            "serviceRoleArn": role,
        }
        with self.refused("AccessDeniedException", "iam:PassRole"):
            as_user("codedeploy", allow("codedeploy:*")).update_deployment_group(**sent)
        to = {"StringEquals": {"iam:PassedToService": "codedeploy.amazonaws.com"}}
        passing = allow("iam:PassRole", role, Condition=to)
        as_user("codedeploy", allow("codedeploy:*"), passing).update_deployment_group(**sent)


class Deployments(GapCase):
    @enforces("codedeploy.revisions")
    def test_a_revision_is_an_appspec_with_its_hash(self) -> None:
        codedeploy, group = client("codedeploy"), make_group()
        with self.refused("RevisionRequiredException"):
            codedeploy.create_deployment(**group)
        for wrong in (
            {"revisionType": "S3", "s3Location": {"bucket": "b", "key": "k", "bundleType": "JSON"}},
            {"revisionType": "AppSpecContent", "appSpecContent": {"content": spec("f"), "sha256": "0" * 64}},
            {"revisionType": "AppSpecContent", "appSpecContent": {"content": ""}},
        ):
            with self.refused("InvalidRevisionException"):
                codedeploy.create_deployment(**group, revision=wrong)
        codedeploy.create_deployment(**group, revision=revision(spec("missing")))

    @enforces("codedeploy.one_at_a_time")
    def test_a_group_has_one_deployment_at_a_time(self) -> None:
        group = make_group()
        deployment = deploy(group, make_versions())
        with self.refused("DeploymentLimitExceededException", deployment, "already has an active Deployment"):
            deploy(group, make_versions())
        client("codedeploy").stop_deployment(deploymentId=deployment)
        deploy(group, make_versions())

    @enforces("codedeploy.deployers")
    def test_who_deploys_reads_the_configuration_and_registers_the_revision(self) -> None:
        group, function = make_group(), make_versions()
        region = "arn:aws:codedeploy:eu-west-1:000000000000"
        create = allow("codedeploy:CreateDeployment")
        read = allow("codedeploy:GetDeploymentConfig", f"{region}:deploymentconfig:{CANARY}")
        register = allow("codedeploy:RegisterApplicationRevision", f"{region}:application:{group['applicationName']}")
        sent = {**group, "revision": revision(spec(function))}
        for statements, lacking in (((create, register), "GetDeploymentConfig"), ((create, read), "RegisterApplicationRevision")):
            with self.refused("AccessDeniedException", lacking):
                as_user("codedeploy", *statements).create_deployment(**sent)
        as_user("codedeploy", create, read, register).create_deployment(**sent)
