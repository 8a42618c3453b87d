"""HTTP APIs: integrations, authorizers, endpoints and tags."""

import json
from typing import Any

from ministack.services import apigateway

from local_aws.patch import Response, wrap

_INTEGRATION_MEMBERS = ("connectionId", "credentialsArn", "integrationSubtype", "tlsConfig")
_REQUEST_AUTHORIZER_MEMBERS = (
    "authorizerCredentialsArn",
    "authorizerPayloadFormatVersion",
    "authorizerResultTtlInSeconds",
    "authorizerUri",
    "enableSimpleResponses",
)


def integration_settings() -> None:
    """An integration forgets its VPC link, the name that it verifies by TLS, its credentials and its AWS action."""
    wrap(apigateway, "_create_integration", _create_integration)
    wrap(apigateway, "_update_integration", _update_integration)


def jwt_authorizers() -> None:
    """A JWT authorizer shows what only authorizers by Lambda have: the provider sees a change in every plan."""
    wrap(apigateway, "_create_authorizer", _create_authorizer)


def disabled_endpoint() -> None:
    """An API whose default endpoint is disabled answers there all the same. AWS says 404, and 403 for REST APIs:
    https://repost.aws/knowledge-center/api-gateway-disable-endpoint"""
    from ministack import app

    wrap(app, "_handle_execute_api_request", _refuse_disabled)


def changed_tags() -> None:
    """APIs and stages show the tags that they were made with, whatever was changed."""
    wrap(apigateway, "_tag_resource", _change_tags)
    wrap(apigateway, "_untag_resource", _change_tags)


def _create_integration(original: Any, api: str, data: dict[str, Any]) -> Response:
    response = original(api, data)
    if response[0] != 201:
        return response
    return _store_integration(api, json.loads(response[2])["integrationId"], data, 201)


def _update_integration(original: Any, api: str, identity: str, data: dict[str, Any]) -> Response:
    response = original(api, identity, data)
    return _store_integration(api, identity, data, 200) if response[0] == 200 else response


def _store_integration(api: str, identity: str, data: dict[str, Any], status: int) -> Response:
    integration = apigateway._integrations[api][identity]
    for name in _INTEGRATION_MEMBERS:
        if data.get(name):
            integration[name] = data[name]
        elif name in data:
            integration.pop(name, None)
    return apigateway._apigw_response(integration, status)


def _create_authorizer(original: Any, api: str, data: dict[str, Any]) -> Response:
    response = original(api, data)
    if response[0] != 201 or data.get("authorizerType") != "JWT":
        return response
    authorizer = apigateway._authorizers[api][json.loads(response[2])["authorizerId"]]
    for name in _REQUEST_AUTHORIZER_MEMBERS:
        authorizer.pop(name, None)
    return apigateway._apigw_response(authorizer, 201)


async def _refuse_disabled(original: Any, host: str, path: str, *args: Any, **options: Any) -> Response | None:
    """A custom domain, which is no default endpoint, still serves."""
    from ministack import app

    named = app._parse_execute_api_url(host, path)
    scope = apigateway.find_api_scope(named[0]) if named else None
    if named and scope and apigateway._apis.get_scoped(*scope, named[0]).get("disableExecuteApiEndpoint"):
        return apigateway._http_api_not_found()
    return await original(host, path, *args, **options)


def _change_tags(original: Any, arn: str, change: Any) -> Response:
    response = original(arn, change)
    resource = arn.partition("::")[2].split("/")  # /apis/{api}[/stages/{stage}]
    if response[0] < 300 and resource[1] == "apis":
        api, stage = resource[2], resource[4] if len(resource) > 3 else None
        record = apigateway._stages[api][stage] if stage else apigateway._apis[api]
        record["tags"] = dict(apigateway._api_tags.get(arn, {}))
    return response
