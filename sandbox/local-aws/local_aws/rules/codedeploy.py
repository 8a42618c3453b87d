"""Rules of CodeDeploy, for functions."""

import hashlib
from typing import Any

from ministack.core.responses import get_account_id

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.codedeploy import store
from local_aws.permissions.verdicts import caller_may

_MOST_ALARMS, _MOST_MINUTES = 10, 2_880
_DEFAULT_CONFIG = "CodeDeployDefault.OneAtATime"


@rule("codedeploy", "CreateDeploymentConfig")
def traffic_routing(call: Call) -> None:
    """Traffic shifts to a function in steps of a part, by minutes, within two days. Hosts are for servers.

    Source: CodeDeploy API Reference, TrafficRoutingConfig; CodeDeploy User Guide, "CodeDeploy quotas" (maximum hours between
    shifts and in total) and "Create a deployment configuration with CodeDeploy".
    """
    if call.get("computePlatform") != "Lambda":
        return
    if call.get("minimumHealthyHosts") is not None:
        raise Refusal("InvalidMinimumHealthyHostValueException", "Minimum healthy hosts are for servers alone")
    routing = call.get("trafficRoutingConfig") or {}
    kind = routing.get("type")
    canary, linear = routing.get("timeBasedCanary") or {}, routing.get("timeBasedLinear") or {}
    percent = canary.get("canaryPercentage", 0) if kind == "TimeBasedCanary" else linear.get("linearPercentage", 0)
    minutes = canary.get("canaryInterval", 0) if kind == "TimeBasedCanary" else linear.get("linearInterval", 0)
    steps = 1 if kind == "TimeBasedCanary" else -(-100 // max(percent, 1)) - 1
    is_valid = 0 < percent < 100 and 0 < minutes and minutes * steps <= _MOST_MINUTES
    if kind is None or (kind != "AllAtOnce" and not is_valid):
        message = f"The traffic routing configuration is not valid: {routing}"
        raise Refusal("InvalidTrafficRoutingConfigurationException", message)


@rule("codedeploy", "CreateDeploymentConfig", "DeleteDeploymentConfig")
def configurations(call: Call) -> None:
    """The names of CodeDeploy's own configurations are taken, and they stay; one that a group names stays too.

    Source: CodeDeploy API Reference, DeleteDeploymentConfig; CodeDeploy User Guide, "Predefined deployment configurations for
    an AWS Lambda compute platform".
    """
    name = call.get("deploymentConfigName", "")
    if name.startswith("CodeDeployDefault."):
        code = "InvalidOperationException" if call.operation.startswith("Delete") else "InvalidDeploymentConfigNameException"
        raise Refusal(code, f"The deployment configuration {name} is CodeDeploy's own")
    used = any(group["deploymentConfigName"] == name for group in store._groups.values())
    if call.operation.startswith("Delete") and used:
        raise Refusal("DeploymentConfigInUseException", f"The deployment configuration {name} is in use")


@rule("codedeploy", "CreateDeploymentGroup", "UpdateDeploymentGroup", "CreateDeployment")
def platforms(call: Call) -> None:
    """A function is deployed by a configuration for functions. Where a group names none, it is one for servers.

    Source: CodeDeploy API Reference, CreateDeploymentGroup (deploymentConfigName); CodeDeploy User Guide, "Working with
    deployment configurations in CodeDeploy".
    """
    default = _DEFAULT_CONFIG if call.operation == "CreateDeploymentGroup" else ""
    name = call.get("deploymentConfigName") or default
    if name.startswith("CodeDeployDefault.") and not name.startswith("CodeDeployDefault.Lambda"):
        message = f"The deployment configuration {name} is not for the compute platform Lambda"
        raise Refusal("InvalidComputePlatformException", message)


@rule("codedeploy", "CreateDeploymentGroup", "UpdateDeploymentGroup")
def style(call: Call) -> None:
    """Functions are deployed blue/green, with traffic control, and a group says so.

    Source: CodeDeploy User Guide, "Create a deployment group for an AWS Lambda Function" and "Overview of CodeDeploy deployment
    types" (all Lambda deployments are blue/green); hashicorp/terraform#11700 (neither may be empty).
    """
    given = call.get("deploymentStyle")
    if given is None and call.operation == "UpdateDeploymentGroup":
        return
    wanted = {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}
    if given != wanted:
        message = "For Lambda, the deployment type is BLUE_GREEN and the deployment option WITH_TRAFFIC_CONTROL"
        raise Refusal("InvalidDeploymentStyleException", message)


@rule("codedeploy", "CreateDeploymentGroup", "UpdateDeploymentGroup", "CreateDeployment")
def alarms(call: Call) -> None:
    """A group looks at up to ten alarms, each named once; where it is to look at any, there is one.

    Source: CodeDeploy API Reference, AlarmConfiguration, InvalidAlarmConfigException and AlarmsLimitExceededException.
    """
    for member in ("alarmConfiguration", "overrideAlarmConfiguration"):
        given: dict[str, Any] = call.get(member) or {}
        names = [alarm.get("name", "") for alarm in given.get("alarms") or []]
        if len(names) > _MOST_ALARMS:
            raise Refusal("AlarmsLimitExceededException", f"A deployment group has up to {_MOST_ALARMS} alarms")
        wrong = len(set(names)) < len(names) or not all(0 < len(name) <= 255 for name in names)
        if wrong or (given.get("enabled") and not names):
            raise Refusal("InvalidAlarmConfigException", f"The alarm configuration is not valid: {given}")


@rule("codedeploy", "CreateDeploymentGroup", "UpdateDeploymentGroup", "CreateDeployment")
def rollbacks(call: Call) -> None:
    """Automatic rollback has events that it follows.

    Source: CodeDeploy API Reference, InvalidAutoRollbackConfigException.
    """
    given = call.get("autoRollbackConfiguration") or {}
    if given.get("enabled") and not given.get("events"):
        raise Refusal("InvalidAutoRollbackConfigException", "Automatic rollback is enabled, and no event is listed")


@rule("codedeploy", "CreateDeployment")
def revisions(call: Call) -> None:
    """A function's revision is an AppSpec, sent with the call, whose SHA-256 is right where one is sent. From S3 it is not
    implemented here.

    Source: CodeDeploy API Reference, CreateDeployment (RevisionRequiredException, InvalidRevisionException), RevisionLocation and
    AppSpecContent.
    """
    revision = call.get("revision")
    if revision is None:
        raise Refusal("RevisionRequiredException", "The revision was not specified")
    kind = revision.get("revisionType")
    given = revision.get({"String": "string", "AppSpecContent": "appSpecContent"}.get(kind, "")) or {}
    content, digest = given.get("content"), given.get("sha256")
    if not content:
        raise Refusal("InvalidRevisionException", f"A revision of the type {kind} without content is not implemented")
    if digest is not None and digest != hashlib.sha256(content.encode()).hexdigest():
        raise Refusal("InvalidRevisionException", "The SHA-256 of the revision is not that of its content")


@rule("codedeploy", "CreateDeployment")
def one_at_a_time(call: Call) -> None:
    """A group has one deployment at a time, a rollback among them.

    Source: CodeDeploy User Guide, "CodeDeploy quotas" (one concurrent deployment to a deployment group); the message is that of
    CircleCI-Public/aws-ecs-orb#181.
    """
    application, group = call.get("applicationName"), call.get("deploymentGroupName")
    for identity, record in store._deployments.items():
        info = record["info"]
        if info["status"] in store.ACTIVE and (info["applicationName"], info["deploymentGroupName"]) == (application, group):
            message = f"The Deployment Group '{group}' already has an active Deployment '{identity}'"
            raise Refusal("DeploymentLimitExceededException", message)


@rule("codedeploy", "CreateDeployment")
def deployers(call: Call) -> None:
    """Who deploys may also read the configuration and register the revision, which the call does by itself.

    Source: CodeDeploy User Guide, "CodeDeploy permissions reference"; policies of those who call it, such as
    webfactory/create-aws-codedeploy-deployment.
    """
    region = f"arn:aws:codedeploy:{call.region}:{get_account_id()}"
    application = call.get("applicationName")
    group = store._groups.get(f"{application}/{call.get('deploymentGroupName')}") or {}
    config = call.get("deploymentConfigName") or group.get("deploymentConfigName")
    for action, resource in (
        ("GetDeploymentConfig", f"{region}:deploymentconfig:{config}"),
        ("RegisterApplicationRevision", f"{region}:application:{application}"),
    ):
        if not caller_may(call.caller, f"codedeploy:{action}", resource):
            message = f"User is not authorized to perform: codedeploy:{action} on resource: {resource}"
            raise Refusal("AccessDeniedException", message)
