"""What an instance installs and runs, as its user data says: infra/compute/instances/user-data.ts and boot/."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

_ASSIGNMENT = re.compile(r"(\w+)=((?:'[^']*'|\\')*)\n")
_VARIABLE = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"\n', re.DOTALL)
_SETTING = "(?m)^{}=(\\d+)$"


@dataclass(frozen=True)
class Boot:
    """One file of JavaScript for Node, fetched and unpacked first."""

    release: str
    """`s3://<bucket>/<key>` of a zip archive."""
    region: str
    port: int
    environment: dict[str, str]
    grace_seconds: float
    restart_seconds: float
    stop_seconds: float
    log_group: str
    application_stream: str
    """With `{instance_id}` for the instance's id, as the next."""
    boot_stream: str


def boot_of(encoded: str) -> Boot | None:
    """None where nothing of this can run here: another user data, or an image, for which there is no container engine."""
    try:
        text = base64.b64decode(encoded, validate=True).decode()
        variables = _header(text)
        if variables.get("APPLICATION") != "archive":
            return None
        group, application, boot = _streams(json.loads(variables["LOG_AGENT"]))
        unit = variables["UNIT"]
        return Boot(
            release=variables["RELEASE"],
            region=variables["AWS_REGION"],
            port=int(variables["PORT"]),
            environment=_environment(variables["ENVIRONMENT"]),
            grace_seconds=float(variables["GRACE_SECONDS"]),
            restart_seconds=_seconds(unit, "RestartSec", 0.1),
            stop_seconds=_seconds(unit, "TimeoutStopSec", 90),
            log_group=group,
            application_stream=application,
            boot_stream=boot,
        )
    except (KeyError, ValueError, TypeError, IndexError, binascii.Error):
        return None


def _header(text: str) -> dict[str, str]:
    """The variables between the script's first line and the first empty one; a shell changes nothing in single quotes."""
    found, at = {}, text.find("\n") + 1
    while match := _ASSIGNMENT.match(text, at):
        found[match[1]] = "".join("'" if part == "\\'" else part[1:-1] for part in _parts(match[2]))
        at = match.end()
    return found


def _parts(value: str) -> list[str]:
    return re.findall(r"'[^']*'|\\'", value)


def _environment(text: str) -> dict[str, str]:
    """As systemd reads an EnvironmentFile: a backslash stands before what would mean something between double quotes."""
    return {name: re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for name, value in _VARIABLE.findall(text)}


def _streams(agent: dict[str, Any]) -> tuple[str, str, str]:
    """The log group, and the streams of the application and of the boot, of the agent's configuration."""
    application, boot = agent["logs"]["logs_collected"]["files"]["collect_list"]
    return application["log_group_name"], application["log_stream_name"], boot["log_stream_name"]


def _seconds(unit: str, setting: str, otherwise: float) -> float:
    """A time span of a unit of systemd; what systemd takes where the unit does not say."""
    found = re.search(_SETTING.format(setting), unit)
    return float(found[1]) if found else otherwise
