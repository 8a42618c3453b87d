"""Requests that services of AWS send to a listener of a load balancer."""

from typing import Any
from urllib.parse import parse_qs, unquote

from ministack.core.responses import StreamingResponse
from ministack.services import alb

from local_aws.patch import Response


async def ask(
    listener: dict[str, Any], method: str, path: str, query: str, headers: dict[str, str], body: bytes
) -> Response | None:
    """The answer of a listener; `path` and `query` as they are sent, encoded. An application balancer's rules decide, a
    network balancer sends it to one of its targets. None when nobody is behind a network balancer."""
    balancer = alb._lbs[listener["LoadBalancerArn"]]
    sent = (method, unquote(path), headers, body, parse_qs(query, keep_blank_values=True))
    encoded = {"raw_path": path, "raw_query_string": query}
    if balancer["Type"] == "application":
        response: Response = await alb.dispatch_request(balancer, *sent, listener["Port"], **encoded)
        return response
    response = await alb._forward_to_tg(listener["DefaultActions"][0]["TargetGroupArn"], *sent, **encoded)
    # What a target says is a stream; anything else is MiniStack's own word that it reached none.
    return response if isinstance(response[2], StreamingResponse) else None
