"""Targets that are instances."""

import random
from typing import Any

from ministack.services import alb

from local_aws import processes
from local_aws.patch import Response, wrap


def instance_targets() -> None:
    """An instance's id is looked up as the name of a host. Here the process that serves for it gets the request; as no
    instance runs without one, the others are left out like unhealthy ones."""
    wrap(alb, "_proxy_http_target", _send)


async def _send(original: Any, target: dict[str, Any], group: dict[str, Any], *args: Any, **options: Any) -> Response:
    if group["TargetType"] != "instance":
        return await original(target, group, *args, **options)
    instances = [each["Id"] for each in alb._targets[group["TargetGroupArn"]]]
    ports = [port for port in map(processes.port_of, instances) if port is not None]
    if not ports:
        message = b"No process serves for an instance of this target group."
        return 502, {"Content-Type": "text/plain"}, message
    return await original({"Id": "127.0.0.1", "Port": random.choice(ports)}, group, *args, **options)
