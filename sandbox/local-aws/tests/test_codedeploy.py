"""Deployments by CodeDeploy shift aliases. A minute is half a second here."""

import itertools
import unittest
import unittest.mock
from typing import Any

from tests.case import MINUTE, GapCase, client, fills
from tests.deployments import (
    AT_ONCE,
    CANARY,
    EVERY_ROLLBACK,
    SLOW_CANARY,
    STYLE,
    alias,
    deploy,
    info,
    make_application,
    make_group,
    make_service_role,
    make_versions,
    spec,
    target,
)
from tests.roles import allow, as_user
from tests.server import LocalAws
from tests.test_alarm_states import make_alarm, plain, put, state_of

_numbers = itertools.count()

ROLLED_BACK = "codeDeployRollback"


def status(deployment: str) -> str:
    return str(info(deployment)["status"])


class Deployments(GapCase):
    def ends(self, deployment: str, wanted: str) -> dict[str, Any]:
        """What a deployment shows once it has ended."""
        self.until(lambda: status(deployment) not in ("Created", "InProgress"), True)
        found = info(deployment)
        self.assertEqual(found["status"], wanted, found.get("errorInformation"))
        return found

    def rollback_of(self, found: dict[str, Any]) -> dict[str, Any]:
        """The deployment that took another one back, which says so."""
        made = self.ends(found["rollbackInfo"]["rollbackDeploymentId"], "Succeeded")
        self.assertEqual(made["creator"], ROLLED_BACK)
        self.assertEqual(made["rollbackInfo"]["rollbackTriggeringDeploymentId"], found["deploymentId"])
        return made

    @fills("codedeploy.lambda_deployments")
    def test_a_canary_is_a_tenth_for_five_minutes(self) -> None:
        function, group = make_versions(), make_group()
        deployment = deploy(group, function)
        self.until(lambda: alias(function), ("1", {"2": 0.1}))
        found = self.ends(deployment, "Succeeded")
        self.assertGreaterEqual((found["completeTime"] - found["startTime"]).total_seconds(), 5 * MINUTE)
        self.assertEqual(alias(function), ("2", {}))
        self.assertEqual((found["creator"], found["deploymentConfigName"]), ("user", CANARY))
        self.assertNotIn("content", found["revision"]["appSpecContent"])
        shown = target(deployment)
        told = {name: shown["lambdaFunctionInfo"][name] for name in ("functionAlias", "currentVersion", "targetVersion")}
        self.assertEqual(told, {"functionAlias": "live", "currentVersion": "1", "targetVersion": "2"})
        self.assertEqual({event["status"] for event in shown["lifecycleEvents"]}, {"Succeeded"})
        last = client("codedeploy").get_deployment_group(**group)["deploymentGroupInfo"]
        self.assertEqual(last["lastSuccessfulDeployment"]["deploymentId"], deployment)

    @fills("codedeploy.lambda_deployments")
    def test_a_linear_shift_takes_equal_steps(self) -> None:
        name = f"halves-{next(_numbers)}"
        linear = {"linearPercentage": 50, "linearInterval": 4}
        routing = {"type": "TimeBasedLinear", "timeBasedLinear": linear}
        client("codedeploy").create_deployment_config(
            deploymentConfigName=name, computePlatform="Lambda", trafficRoutingConfig=routing
        )
        function = make_versions()
        deployment = deploy(make_group(deploymentConfigName=name), function)
        self.until(lambda: alias(function), ("1", {"2": 0.5}))
        self.ends(deployment, "Succeeded")
        self.assertEqual(alias(function), ("2", {}))

    @fills("codedeploy.lambda_deployments")
    def test_all_at_once_in_yaml(self) -> None:
        function = make_versions()
        content = f"""
version: 0.0
Resources:
  - it:
      Type: AWS::Lambda::Function
      Properties: {{Name: {function}, Alias: live, CurrentVersion: 1, TargetVersion: 2}}
"""
        self.ends(deploy(make_group(deploymentConfigName=AT_ONCE), content=content), "Succeeded")
        self.assertEqual(alias(function), ("2", {}))

    @fills("codedeploy.lambda_deployments")
    def test_an_alarm_takes_the_alias_back(self) -> None:
        alarm = make_alarm(**plain("deployed"), TreatMissingData="notBreaching")
        function = make_versions()
        group = make_group(alarms=[alarm], rollback=EVERY_ROLLBACK, deploymentConfigName=SLOW_CANARY)
        deployment = deploy(group, function)
        self.until(lambda: alias(function), ("1", {"2": 0.1}))
        shown = target(deployment)["lambdaFunctionInfo"]
        self.assertEqual((shown["targetVersion"], shown["targetVersionWeight"]), ("2", 0.1))
        put("deployed", errors=1)
        found = self.ends(deployment, "Stopped")
        self.assertEqual(found["errorInformation"]["code"], "ALARM_ACTIVE")
        self.assertIn(f"<{alarm}>", found["errorInformation"]["message"])
        self.rollback_of(found)
        self.assertEqual(alias(function), ("1", {}))
        events = {event["lifecycleEventName"]: event["status"] for event in target(deployment)["lifecycleEvents"]}
        wanted = {"BeforeAllowTraffic": "Succeeded", "AllowTraffic": "Failed", "AfterAllowTraffic": "Skipped"}
        self.assertEqual(events, wanted)

    @fills("codedeploy.lambda_deployments")
    def test_an_alarm_that_rings_already_stops_a_deployment_at_its_start(self) -> None:
        alarm = make_alarm(**plain("ringing"), TreatMissingData="breaching")
        self.until(lambda: state_of(alarm), "ALARM")
        function, group = make_versions(), make_group(alarms=[alarm], rollback=["DEPLOYMENT_FAILURE"])
        found = self.ends(deploy(group, function), "Stopped")
        self.assertEqual(found["errorInformation"]["code"], "ALARM_ACTIVE")
        self.assertNotIn("rollbackInfo", found)
        self.assertEqual(alias(function), ("1", {}))
        # Rolling forward out of an outage.
        deployment = deploy(
            group, function, deploymentConfigName=AT_ONCE, overrideAlarmConfiguration={"enabled": False, "alarms": []}
        )
        self.ends(deployment, "Succeeded")

    @fills("codedeploy.lambda_deployments")
    def test_a_deployment_is_stopped_with_or_without_a_rollback(self) -> None:
        codedeploy, function = client("codedeploy"), make_versions()
        group = make_group(rollback=EVERY_ROLLBACK, deploymentConfigName=SLOW_CANARY)
        for rolls_back, wanted in ((True, {}), (None, {}), (False, {"2": 0.1})):
            deployment = deploy(group, function)
            self.until(lambda: alias(function), ("1", {"2": 0.1}))
            asked = {} if rolls_back is None else {"autoRollbackEnabled": rolls_back}
            codedeploy.stop_deployment(deploymentId=deployment, **asked)
            found = self.ends(deployment, "Stopped")
            self.assertEqual(found["errorInformation"]["code"], "MANUAL_STOP")
            if wanted:
                self.assertNotIn("rollbackInfo", found)
            else:
                self.rollback_of(found)
            self.assertEqual(alias(function), ("1", wanted))
            with self.refused("DeploymentAlreadyCompletedException"):
                codedeploy.stop_deployment(deploymentId=deployment)

    @fills("codedeploy.lambda_deployments")
    def test_what_does_not_fit_the_alias_fails(self) -> None:
        function, group = make_versions(), make_group(rollback=EVERY_ROLLBACK)
        for content, code in (
            (spec(function, CurrentVersion="2", TargetVersion="1"), "INVALID_LAMBDA_CONFIGURATION"),
            (spec(function, TargetVersion="1"), "INVALID_LAMBDA_CONFIGURATION"),
            (spec(function, Alias=""), "INVALID_LAMBDA_CONFIGURATION"),
            (spec(function).replace("0.0", "1.0"), "INVALID_LAMBDA_CONFIGURATION"),
            ("Resources: [", "INVALID_LAMBDA_CONFIGURATION"),
            (spec(function, TargetVersion="7"), "INVALID_LAMBDA_FUNCTION"),
            (spec(function, Alias="other"), "INVALID_LAMBDA_FUNCTION"),
        ):
            found = self.ends(deploy(group, content=content), "Failed")
            self.assertEqual(found["errorInformation"]["code"], code, content)
            self.assertNotIn("rollbackInfo", found)
        self.assertEqual(alias(function), ("1", {}))

    @fills("codedeploy.lambda_deployments")
    def test_a_role_needs_what_a_deployment_does(self) -> None:
        function = make_versions()
        for actions in (("lambda:UpdateAlias",), ("lambda:GetAlias",)):
            group = make_group(serviceRoleArn=make_service_role(*actions))
            found = self.ends(deploy(group, function), "Failed")
            self.assertEqual(found["errorInformation"]["code"], "IAM_ROLE_PERMISSIONS")
        role = make_service_role("lambda:GetAlias", "lambda:UpdateAlias")
        alarm = make_alarm(**plain("unseen"), TreatMissingData="notBreaching")
        group = make_group(serviceRoleArn=role, alarms=[alarm], deploymentConfigName=AT_ONCE)
        found = self.ends(deploy(group, function), "Failed")
        self.assertIn("AmazonCloudWatch", found["errorInformation"]["message"])
        ignored = {"enabled": True, "ignorePollAlarmFailure": True, "alarms": [{"name": alarm}]}
        self.ends(deploy(group, function, overrideAlarmConfiguration=ignored), "Succeeded")

    @fills("codedeploy.lambda_deployments")
    def test_deployments_are_listed_by_group_and_status(self) -> None:
        codedeploy, function, group = client("codedeploy"), make_versions(), make_group(deploymentConfigName=AT_ONCE)
        first = deploy(group, function)
        self.ends(first, "Succeeded")
        second = deploy(group, function)
        self.ends(second, "Failed")
        self.assertEqual(codedeploy.list_deployments(**group)["deployments"], [second, first])
        failed = codedeploy.list_deployments(**group, includeOnlyStatuses=["Failed"])["deployments"]
        self.assertEqual(failed, [second])
        infos = codedeploy.batch_get_deployments(deploymentIds=[first, "d-000000000"])["deploymentsInfo"]
        self.assertEqual([each["deploymentId"] for each in infos], [first])
        with self.refused("DeploymentGroupNameRequiredException"):
            codedeploy.list_deployments(applicationName=group["applicationName"])
        with self.refused("DeploymentDoesNotExistException"):
            info("d-000000000")


class Resources(GapCase):
    @fills("codedeploy.lambda_deployments")
    def test_an_application_has_tags_and_another_name(self) -> None:
        codedeploy, name = client("codedeploy"), make_application(tags=[{"Key": "a", "Value": "1"}])
        arn = f"arn:aws:codedeploy:eu-west-1:000000000000:application:{name}"
        codedeploy.tag_resource(ResourceArn=arn, Tags=[{"Key": "b", "Value": "2"}])
        codedeploy.untag_resource(ResourceArn=arn, TagKeys=["a"])
        self.assertEqual(codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"], [{"Key": "b", "Value": "2"}])
        codedeploy.update_application(applicationName=name, newApplicationName=f"{name}-new")
        shown = codedeploy.get_application(applicationName=f"{name}-new")["application"]
        self.assertEqual((shown["applicationName"], shown["computePlatform"]), (f"{name}-new", "Lambda"))
        self.assertEqual(codedeploy.list_tags_for_resource(ResourceArn=f"{arn}-new")["Tags"], [{"Key": "b", "Value": "2"}])
        with self.refused("ApplicationAlreadyExistsException"):
            codedeploy.create_application(applicationName=f"{name}-new", computePlatform="Lambda")
        codedeploy.delete_application(applicationName=f"{name}-new")
        with self.refused("ApplicationDoesNotExistException"):
            codedeploy.get_application(applicationName=f"{name}-new")
        codedeploy.delete_application(applicationName=f"{name}-new")

    @fills("codedeploy.lambda_deployments")
    def test_a_group_changes_what_it_is_told_to(self) -> None:
        codedeploy, group = client("codedeploy"), make_group(rollback=EVERY_ROLLBACK)
        application, name = group["applicationName"], group["deploymentGroupName"]
        codedeploy.update_deployment_group(
            applicationName=application,
            currentDeploymentGroupName=name,
            newDeploymentGroupName=f"{name}-new",
            deploymentConfigName=AT_ONCE,
        )
        names = codedeploy.list_deployment_groups(applicationName=application)["deploymentGroups"]
        self.assertEqual(names, [f"{name}-new"])
        shown = codedeploy.get_deployment_group(applicationName=application, deploymentGroupName=f"{name}-new")
        kept = shown["deploymentGroupInfo"]
        self.assertEqual((kept["deploymentConfigName"], kept["deploymentStyle"]), (AT_ONCE, STYLE))
        self.assertEqual(kept["autoRollbackConfiguration"], {"enabled": True, "events": EVERY_ROLLBACK})
        codedeploy.delete_deployment_group(applicationName=application, deploymentGroupName=f"{name}-new")
        with self.refused("DeploymentGroupDoesNotExistException"):
            codedeploy.get_deployment_group(applicationName=application, deploymentGroupName=f"{name}-new")

    @fills("codedeploy.lambda_deployments")
    def test_configurations_of_everybody_are_there(self) -> None:
        codedeploy = client("codedeploy")
        names = codedeploy.list_deployment_configs()["deploymentConfigsList"]
        self.assertIn("CodeDeployDefault.LambdaLinear10PercentEvery1Minute", names)
        shown = codedeploy.get_deployment_config(deploymentConfigName=CANARY)["deploymentConfigInfo"]
        canary = {"canaryPercentage": 10, "canaryInterval": 5}
        self.assertEqual(shown["trafficRoutingConfig"], {"type": "TimeBasedCanary", "timeBasedCanary": canary})

    @fills("codedeploy.lambda_deployments")
    def test_a_policy_names_the_group(self) -> None:
        group = make_group()
        arn = f"arn:aws:codedeploy:eu-west-1:000000000000:deploymentgroup:{group['applicationName']}"
        may = as_user("codedeploy", allow("codedeploy:GetDeploymentGroup", f"{arn}/{group['deploymentGroupName']}"))
        may.get_deployment_group(**group)
        with self.refused("AccessDeniedException"):
            may.get_deployment_group(**make_group())


class Restart(unittest.TestCase):
    def test_a_deployment_goes_on_after_a_crash(self) -> None:
        aws = LocalAws(minute_seconds=1)
        self.addCleanup(aws.remove)
        aws.start()
        with unittest.mock.patch.object(GapCase, "_shared", aws):
            client.cache_clear()
            self.addCleanup(client.cache_clear)
            function = make_versions()
            deployment = deploy(make_group(), function)
            saved = aws.home / "local-aws-state" / "codedeploy.json"
            shifted = '"weight": 0.1'
            GapCase.until(self, lambda: saved.exists() and shifted in saved.read_text(), True)  # type: ignore[arg-type]
            aws.stop(kill=True)
            aws.start()
            client.cache_clear()
            GapCase.until(self, lambda: status(deployment), "Succeeded")  # type: ignore[arg-type]
            self.assertEqual(alias(function), ("2", {}))
