"""What CodeDeploy does by the role of a group, as far as that may."""

from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch, lambda_svc

from local_aws.permissions.verdicts import role_may, role_of, trusts

SERVICE = "codedeploy.amazonaws.com"


class Denied(Exception):
    """What the role may not do, as a deployment shows it (aws/serverless-application-model#219)."""

    def __init__(self, role: str, service: str) -> None:
        super().__init__(
            f"The IAM role {role} does not give you permission to perform operations in the following AWS service: "
            f"{service}. Contact your AWS administrator if you need help. If you are an AWS administrator, you can grant "
            "permissions to your users or groups by creating IAM policies."
        )


class Role:
    """One that is asked anew for each thing that it has to allow.

    @raises Denied: by each method, where it does not
    """

    def __init__(self, arn: str) -> None:
        self._arn = arn

    def alias(self, function: str, name: str) -> dict[str, Any] | None:
        self._need("AWSLambda", "lambda:GetAlias", _arn_of(function))
        found: dict[str, Any] | None = (lambda_svc._functions.get(function) or {}).get("aliases", {}).get(name)
        return found

    @staticmethod
    def has_version(function: str, version: str) -> bool:
        return version in (lambda_svc._functions.get(function) or {}).get("versions", {})

    def route(self, function: str, alias: str, current: str, target: str, weight: float) -> None:
        """Leads a share of an alias' calls to the target; all of them where the share is 1."""
        self._need("AWSLambda", "lambda:UpdateAlias", _arn_of(function))
        if alias in (lambda_svc._functions[function].get("provisioned_concurrency") or {}):
            self._need("AWSLambda", "lambda:GetProvisionedConcurrencyConfig", f"{_arn_of(function)}:{alias}")
        if weight >= 1:
            wanted: dict[str, Any] = {"FunctionVersion": target, "RoutingConfig": {"AdditionalVersionWeights": {}}}
        else:
            weights = {target: weight}
            wanted = {"FunctionVersion": current, "RoutingConfig": {"AdditionalVersionWeights": weights}}
        lambda_svc._update_alias(function, alias, wanted)

    def alarm_states(self, names: list[str]) -> dict[str, str]:
        """By name; none for an alarm that is not there."""
        found = {}
        for name in names:
            self._need("AmazonCloudWatch", "cloudwatch:DescribeAlarms", _alarm(name))
            if alarm := cloudwatch._alarms.get(name) or cloudwatch._composite_alarms.get(name):
                found[name] = str(alarm["StateValue"])
        return found

    def _need(self, service: str, action: str, resource: str) -> None:
        role = role_of(self._arn)
        if role is None or not trusts(role, SERVICE) or not role_may(role, action, resource):
            raise Denied(self._arn, service)


def _arn_of(function: str) -> str:
    return f"arn:aws:lambda:{get_region()}:{get_account_id()}:function:{function}"


def _alarm(name: str) -> str:
    return f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"
