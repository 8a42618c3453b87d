"""What a request passes that is let in: our own few addresses, then AWS's models and rules, then MiniStack."""

import json
import logging
from typing import Any

from local_aws import background, clock, instance_sessions, inventory, processes, quotas, saving
from local_aws.caches import running as running_caches
from local_aws.calls import models, tally
from local_aws.calls.front import judged, read_body
from local_aws.calls.request import header
from local_aws.gaps import fill_gaps, function_interfaces
from local_aws.hosts import served
from local_aws.machines import running
from local_aws.permissions import propagation
from local_aws.postgres import databases, endpoints
from local_aws.reach import workload
from local_aws.reach.endpoints import find_with
from local_aws.server import Settings


def front(settings: Settings) -> Any:
    """The ASGI application: MiniStack with the gaps filled, behind what AWS refuses.

    - `GET /_local_aws/health`: `{"token", "build"}` of this run, so that a caller knows whom it found on a port;
    - `GET /_local_aws/inventory`: what users made, see `inventory`;
    - `GET /_local_aws/calls`: the operations that were called, by service, see `calls.tally`;
    - `POST /_local_aws/processes`: a process serves for an instance, see `processes`;
    - `POST /_local_aws/instance-sessions`: what an instance may do, see `instance_sessions`;
    - `POST /_local_aws/quotas`: an account may have more or less of something, see `quotas`.
    """
    from ministack import app as ministack

    if not settings.stock:
        fill_gaps()
        propagation.delay(settings.iam_delay_seconds)
        function_interfaces.delay(settings.interface_delay_seconds)
        clock.set_minute(settings.minute_seconds)
        workload.start(settings.home)
        databases.start(settings.databases, settings.sockets)
        background.regularly(databases.look)
        find_with(endpoints.find)
        running_caches.start(settings.caches)
        running.start(settings.instances)
        background.start()
    saving.after_changes(ministack)
    models.share()
    stacks = services = _noting_failures(ministack.app)
    if not settings.stock and not settings.lax:
        services = judged(services)
    answers = {
        ("GET", "/_local_aws/health"): lambda _: {"token": settings.token, "build": settings.build},
        ("GET", "/_local_aws/inventory"): lambda _: inventory.collect(ministack),
        ("GET", "/_local_aws/calls"): lambda _: tally.called(),
        ("POST", "/_local_aws/processes"): processes.attach,
        ("POST", "/_local_aws/instance-sessions"): instance_sessions.open_session,
        ("POST", "/_local_aws/quotas"): quotas.change_by_hand,
    }

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and served(header(scope, b"host")):
            await stacks(scope, receive, send)
            return
        answer = answers.get((scope.get("method", ""), scope.get("path", "")))
        if answer is None:
            await services(scope, receive, send)
            return
        try:
            status, text = 200, json.dumps(answer(await read_body(receive)))
        except ValueError as problem:
            status, text = 400, json.dumps({"message": str(problem)})
        body = text.encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return application


def _noting_failures(application: Any) -> Any:
    """AWS's clients repeat what was answered with 500 or more, and then only the log can tell why something exists twice."""

    async def noting(scope: dict[str, Any], receive: Any, send: Any) -> None:
        async def noted(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 500:
                logging.getLogger("local_aws").error("%s %s: %s", scope["method"], scope["path"], message["status"])
            await send(message)

        await application(scope, receive, noted)

    return noting
