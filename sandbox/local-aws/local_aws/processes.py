"""What runs on this machine in an instance's place: its machine, or what somebody has attached.

A test, or anybody with a server at hand, says that the server on a port of 127.0.0.1 stands for an instance: load balancers
then send the instance's requests there, whatever the port of the target group is. It holds for as long as this process
lives, and goes before the instance's machine.
"""

import json
from typing import Any

from ministack.services import autoscaling, ec2

from local_aws.machines import guarded, running

_ports: dict[str, int] = {}


def attach(body: bytes) -> dict[str, Any]:
    """Takes `{"instance": "i-...", "port": 8080}`; what was attached is no longer when the port is null.

    Raises ValueError when there is no such instance, or this is no port.
    """
    given = json.loads(body)
    if not isinstance(given, dict):
        raise ValueError("an instance and a port are needed")
    instance, port = given.get("instance"), given.get("port")
    if not isinstance(instance, str) or not _exists(instance):
        raise ValueError(f"there is no instance {instance}")
    if port is None:
        _ports.pop(instance, None)
    elif isinstance(port, int) and 0 < port < 65536:
        _ports[instance] = port
    else:
        raise ValueError(f"{port} is no port")
    return {"instance": instance, "port": port}


def port_of(instance: str) -> int | None:
    """None where nothing runs for it."""
    machine = running.machine_of(instance)
    return _ports.get(instance) or (machine.port if machine else None)


def headers_of(instance: str) -> dict[str, str]:
    """What a request needs to be answered there."""
    machine = running.machine_of(instance)
    return {guarded.HEADER: machine.key} if machine and instance not in _ports else {}


def _exists(instance: str) -> bool:
    """In any account and region."""
    if any(key[-1] == instance for key, _ in ec2._instances.all_items()):
        return True
    groups = [group for _, group in autoscaling._asgs.all_items()]
    return any(each["InstanceId"] == instance for group in groups for each in group["Instances"])
