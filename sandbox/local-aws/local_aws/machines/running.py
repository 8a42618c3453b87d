"""Which instances have a machine: those of scaling groups whose user data can run here.

Machines are in memory alone. After a restart the groups have their instances, which so boot again.
"""

import asyncio
import shutil
from pathlib import Path
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import autoscaling

from local_aws.machines.machine import Machine
from local_aws.machines.user_data import Boot, boot_of
from local_aws.permissions.profiles import profile_of, version_of

_CLOSING_SECONDS = 3.0
"""How long applications may take to end when the local AWS does."""

_machines: dict[str, Machine] = {}
_seen: set[str] = set()
"""The instances of groups when they were last looked at."""
_boots: dict[tuple[str, str], Boot | None] = {}
"""By a template's id and the number of its version, which never changes."""
_ending: set[asyncio.Task[None]] = set()
_home: Path | None = None


def start(home: Path) -> None:
    """Instances run from now on, in folders below one of their own."""
    global _home
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700, parents=True)
    _home = home
    look()


def machine_of(instance: str) -> Machine | None:
    """What stands for an instance, whether or not it has booted."""
    if instance not in _seen:
        look()
    return _machines.get(instance)


def look() -> None:
    """Starts what is missing, and ends what no group has any more."""
    if _home is None:
        return
    wanted = {}
    for (account, region, _), group in list(autoscaling._asgs.all_items()):
        for each in group["Instances"]:
            wanted[each["InstanceId"]] = (account, region, each)
    _seen.clear()
    _seen.update(wanted)
    for instance in _machines.keys() - wanted.keys():
        _end(instance)
    for instance in wanted.keys() - _machines.keys():
        account, region, each = wanted[instance]
        with request_scope(account, region):
            template = each.get("LaunchTemplate") or {}
            if boot := _boot_of(template):
                _machines[instance] = Machine(instance, boot, profile_of(template), _home)


async def close() -> None:
    """Ends all of them; no other starts."""
    global _home
    _home = None
    for instance in list(_machines):
        _end(instance, _CLOSING_SECONDS)
    if _ending:
        await asyncio.wait(_ending)


def _end(instance: str, longest: float | None = None) -> None:
    from local_aws.health import requests_under_way

    async def drained() -> None:
        if longest is None:
            await requests_under_way.answered(instance)

    machine = _machines.pop(instance)
    with request_scope(*machine.scope):
        task = asyncio.get_running_loop().create_task(machine.end(drained, longest))
    _ending.add(task)
    task.add_done_callback(_ending.discard)


def _boot_of(template: dict[str, Any]) -> Boot | None:
    name = (template.get("LaunchTemplateId", ""), str(template.get("Version", "")))
    if name not in _boots:
        version = version_of(template)
        _boots[name] = boot_of(version["LaunchTemplateData"].get("UserData") or "") if version else None
    return _boots[name]
