"""Deployments of functions as the tests need them."""

import hashlib
import itertools
import json
from typing import Any

from tests.case import client
from tests.roles import allow, make_role
from tests.test_http_api_requests import code, make_function
from tests.web import archive

_numbers = itertools.count()

STYLE = {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}
CANARY = "CodeDeployDefault.LambdaCanary10Percent5Minutes"
SLOW_CANARY = "CodeDeployDefault.LambdaCanary10Percent30Minutes"
AT_ONCE = "CodeDeployDefault.LambdaAllAtOnce"
EVERY_ROLLBACK = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]
NEEDED = ("lambda:GetAlias", "lambda:UpdateAlias", "cloudwatch:DescribeAlarms")


def make_service_role(*actions: str) -> str:
    return make_role("codedeploy.amazonaws.com", allow(list(actions or NEEDED)))


def make_application(**options: Any) -> str:
    name = f"application-{next(_numbers)}"
    client("codedeploy").create_application(applicationName=name, computePlatform="Lambda", **options)
    return name


def make_group(*, alarms: list[str] | None = None, rollback: list[str] | None = None, **options: Any) -> dict[str, str]:
    """Names of an application and a group."""
    made = {"applicationName": make_application(), "deploymentGroupName": f"group-{next(_numbers)}"}
    if alarms is not None:
        options["alarmConfiguration"] = {"enabled": True, "alarms": [{"name": name} for name in alarms]}
    if rollback is not None:
        options["autoRollbackConfiguration"] = {"enabled": True, "events": rollback}
    if "serviceRoleArn" not in options:
        options["serviceRoleArn"] = make_service_role()
    options = {"deploymentStyle": STYLE, "deploymentConfigName": CANARY, **options}
    client("codedeploy").create_deployment_group(**made, **options)
    return made


def make_versions() -> str:
    """The name of a function of two versions, whose alias `live` leads to the first."""
    name, _ = make_function(code("'one'"))
    client("lambda").update_function_code(FunctionName=name, ZipFile=archive(code("'two'")), Publish=True)
    return name


def spec(function: str, **properties: Any) -> str:
    named = {"Name": function, "Alias": "live", "CurrentVersion": "1", "TargetVersion": "2", **properties}
    resource = {"it": {"Type": "AWS::Lambda::Function", "Properties": named}}
    return json.dumps({"version": 0.0, "Resources": [resource]})


def revision(content: str) -> dict[str, Any]:
    digest = hashlib.sha256(content.encode()).hexdigest()
    return {"revisionType": "AppSpecContent", "appSpecContent": {"content": content, "sha256": digest}}


def deploy(group: dict[str, str], function: str = "", *, content: str = "", **options: Any) -> str:
    """The id of a new deployment."""
    sent = revision(content or spec(function))
    return str(client("codedeploy").create_deployment(**group, revision=sent, **options)["deploymentId"])


def info(deployment: str) -> dict[str, Any]:
    return dict(client("codedeploy").get_deployment(deploymentId=deployment)["deploymentInfo"])


def target(deployment: str) -> dict[str, Any]:
    named = client("codedeploy").list_deployment_targets(deploymentId=deployment)["targetIds"][0]
    found = client("codedeploy").get_deployment_target(deploymentId=deployment, targetId=named)
    return dict(found["deploymentTarget"]["lambdaTarget"])


def alias(function: str) -> tuple[str, dict[str, float]]:
    """The version that `live` leads to, and the other ones with their weights."""
    found = client("lambda").get_alias(FunctionName=function, Name="live")
    return found["FunctionVersion"], found.get("RoutingConfig", {}).get("AdditionalVersionWeights", {})
