"""VPC links of HTTP APIs, which MiniStack does not know."""

import json
import uuid
from datetime import datetime, timezone
from typing import Any

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import apigateway

from local_aws.patch import Response, wrap

_links = AccountRegionScopedDict()


def vpc_links() -> None:
    """`/v2/vpclinks` answers that there is no such path: an HTTP API cannot reach an internal load balancer."""
    wrap(apigateway, "handle_request", _handle)
    wrap(apigateway, "_validate_tag_resource_arn", _validate)
    wrap(apigateway, "_tag_store", _tags)
    wrap(apigateway, "get_state", lambda original: {**original(), "vpc_links": _links})
    wrap(apigateway, "load_persisted_state", _load)
    wrap(apigateway, "reset", _reset)


def exists(identity: str) -> bool:
    return identity in _links


async def _handle(original: Any, method: str, path: str, headers: Any, body: bytes, query: Any) -> Response:
    parts = path.strip("/").split("/")
    if parts[:2] != ["v2", "vpclinks"]:
        return await original(method, path, headers, body, query)
    data = json.loads(body) if body else {}
    if len(parts) == 2:
        return _create(data) if method == "POST" else _answer({"items": list(_links.values())})
    link = _links.get(parts[2])
    if link is None:
        return apigateway._apigw_error("NotFoundException", "Invalid VpcLink identifier specified", 404)
    if method == "DELETE":
        del _links[parts[2]]
        return _answer({}, 202)
    if method == "PATCH" and "name" in data:
        link["name"] = data["name"]
    return _answer(link)


def _create(data: dict[str, Any]) -> Response:
    identity = uuid.uuid4().hex[:6]
    _links[identity] = {
        "vpcLinkId": identity,
        "name": data.get("name"),
        "subnetIds": data.get("subnetIds", []),
        "securityGroupIds": data.get("securityGroupIds", []),
        "tags": data.get("tags", {}),
        "vpcLinkStatus": "AVAILABLE",
        "vpcLinkVersion": "V2",
        "createdDate": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return _answer(_links[identity], 201)


def _answer(data: dict[str, Any], status: int = 200) -> Response:
    return apigateway._apigw_response(data, status)


def _validate(original: Any, arn: str) -> tuple[str | None, Response | None]:
    return (arn, None) if _link_of(arn) else original(arn)


def _tags(original: Any, arn: str) -> Any:
    link = _link_of(arn)
    return {arn: link["tags"]} if link else original(arn)


def _link_of(arn: str) -> dict[str, Any] | None:
    path, _, identity = arn.rpartition("/")
    return _links.get(identity) if path.endswith("::/vpclinks") else None


def _load(original: Any, data: dict[str, Any]) -> None:
    _links.update(data.pop("vpc_links", {}))
    original(data)


def _reset(original: Any) -> None:
    _links.clear()
    original()
