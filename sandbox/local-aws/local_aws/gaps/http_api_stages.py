"""Stages of HTTP APIs."""

from typing import Any

from ministack.services import apigateway

from local_aws.patch import Response, wrap


def stage_setting_deletion() -> None:
    """DeleteRouteSettings and DeleteAccessLogSettings delete the whole stage: after an update of a route's throttling
    the API answers nowhere."""
    wrap(apigateway, "handle_request", _handle)


async def _handle(original: Any, method: str, path: str, *args: Any) -> Response:
    # /v2/apis/{api}/stages/{stage}/{setting}[/{route key}], where a key has slashes of its own.
    parts = path.strip("/").split("/", 6)
    if method != "DELETE" or len(parts) < 6 or (parts[1], parts[3]) != ("apis", "stages"):
        return await original(method, path, *args)
    stage = apigateway._stages.get(parts[2], {}).get(parts[4], {})
    if parts[5] == "routesettings" and stage.get("routeSettings", {}).pop(parts[-1], None) is not None:
        return 204, {}, b""
    if parts[5] == "accesslogsettings" and stage.pop("accessLogSettings", None) is not None:
        return 204, {}, b""
    return apigateway._apigw_error("NotFoundException", f"{parts[5]} of stage {parts[4]} not found", 404)
