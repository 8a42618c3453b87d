"""What lets a function be called, and what its role lets it do by itself."""

from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region
from ministack.services import apigateway, lambda_svc

from local_aws.patch import Response, wrap
from local_aws.permissions.verdicts import role_may, role_of

_API_GATEWAY = "apigateway.amazonaws.com"


def api_permission() -> None:
    """An API calls any function. It needs a statement of the function's policy, of the very version or alias, that names it
    as the source; without one its caller gets 500.

    Lambda Developer Guide, "Invoking a Lambda function using an Amazon API Gateway endpoint" (permissions); API Gateway
    Developer Guide, "Troubleshooting issues with HTTP API Lambda integrations".
    """
    wrap(apigateway, "_invoke_lambda_proxy", _invoke)


def log_permission() -> None:
    """A function's output is in its log group whatever its role may do.

    Lambda Developer Guide, "Sending Lambda function logs to CloudWatch Logs" (required IAM permissions).
    """
    wrap(lambda_svc, "_emit_lambda_logs", _emit_logs)


async def _invoke(
    original: Any,
    integration: dict[str, Any],
    api: str,
    stage: str,
    path: str,
    method: str,
    headers: Any,
    body: Any,
    query: Any,
    route_key: str = "$default",
    *args: Any,
    **options: Any,
) -> Response:
    account, region = options.get("owner_account_id") or get_account_id(), options.get("owner_region") or get_region()
    named, _, route = route_key.partition(" ")
    source = f"{api}/{stage}/{method if named == 'ANY' else named}{route}"
    if not integration.get("credentialsArn") and not _lets_in(integration, account, region, source):
        return apigateway._apigw_response({"message": "Internal Server Error"}, 500)
    return await original(
        integration, api, stage, path, method, headers, body, query, route_key, *args, **options
    )


def _lets_in(integration: dict[str, Any], account: str, region: str, source: str) -> bool:
    """Whether the function lets in a route of an API; one that is not there is left to MiniStack."""
    reference = apigateway._extract_lambda_ref_from_integration_uri(integration.get("integrationUri", ""))
    name = reference.rpartition(":function:")[2]
    function = lambda_svc._functions.get_scoped(account, region, name.partition(":")[0])
    if function is None:
        return True
    context = EvalContext(
        principal_arn=_API_GATEWAY,
        principal_type="",
        principal_account=account,
        action="lambda:InvokeFunction",
        resource_arn=f"arn:aws:lambda:{region}:{account}:function:{name}",
        region=region,
        service_context={
            "aws:sourcearn": f"arn:aws:execute-api:{region}:{account}:{source}",
            "aws:sourceaccount": account,
        },
    )
    return evaluate_resource_policy(function["policy"], context, _API_GATEWAY).decision == "Allow"


def _emit_logs(original: Any, function: dict[str, Any], *args: Any, **options: Any) -> None:
    config = function.get("config") or function
    role = role_of(config.get("Role", ""))
    group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}"
    stream = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group}:log-stream:stream"
    if role and all(role_may(role, f"logs:{action}", stream) for action in ("CreateLogStream", "PutLogEvents")):
        original(function, *args, **options)
