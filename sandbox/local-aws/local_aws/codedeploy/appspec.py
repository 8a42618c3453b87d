"""What an AppSpec says of a function to deploy.

CodeDeploy User Guide, "CodeDeploy AppSpec file reference" (AWS Lambda deployments).
"""

from dataclasses import asdict, dataclass
from typing import Any

import yaml

_INVALID = (
    "The deployment failed because the AppSpec file that specifies the AWS Lambda deployment configuration is missing or "
    "has an invalid configuration."
)
"""Seen in AWS: aws/serverless-application-model#291, terraform-aws-modules/terraform-aws-lambda#82."""
_MEMBERS = {"Name": "function", "Alias": "alias", "CurrentVersion": "current", "TargetVersion": "target"}


class Invalid(ValueError):
    """What is wrong, as a deployment shows it."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{_INVALID} {detail}".strip())


@dataclass(frozen=True)
class AppSpec:
    function: str
    alias: str
    current: str
    target: str

    def record(self) -> dict[str, str]:
        return asdict(self)


def read(content: str) -> AppSpec:
    """The one function of an AppSpec, in JSON or YAML.

    @raises Invalid
    """
    try:
        given = yaml.safe_load(content)
    except yaml.YAMLError:
        raise Invalid() from None
    if not isinstance(given, dict) or str(given.get("version")) != "0.0":
        raise Invalid()
    if given.get("Hooks"):
        raise Invalid("Hooks are not implemented by the local AWS.")
    resources = given.get("Resources")
    named = list(resources[0].values()) if isinstance(resources, list) and len(resources) == 1 else []
    if len(named) != 1 or not isinstance(named[0], dict) or named[0].get("Type") != "AWS::Lambda::Function":
        raise Invalid()
    properties: dict[str, Any] = named[0].get("Properties") or {}
    if any(not properties.get(name) for name in _MEMBERS):
        raise Invalid()
    found = AppSpec(**{member: str(properties[name]) for name, member in _MEMBERS.items()})
    if found.current == found.target:
        raise Invalid()
    return found
