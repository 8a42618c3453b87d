"""Functions as origins, by their URLs."""

import json
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_region
from ministack.services import cloudfront, lambda_svc

from local_aws.patch import wrap

_ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
"""URLs that were made since October 2025 ask for both (Lambda Developer Guide, "Control access to function URLs")."""
_SIGNED = "AWS4-HMAC-SHA256 Credential=cloudfront"


def signed_requests() -> None:
    """Requests to a function's URL are never signed, so that one with IAM authentication refuses them. As in AWS, those
    of an origin with access control are, and the function answers if its policy lets that distribution in."""
    wrap(cloudfront, "_fetch_from_origin", _fetch)


async def _fetch(
    original: Any, origin: dict[str, Any], method: str, uri: str, query: str, headers: dict[str, str], *request: Any
) -> Any:
    control = cloudfront._oacs.get(origin.get("oac_id", ""))
    host = cloudfront._registered_function_url(origin)
    if host is None or control is None or control["OriginAccessControlOriginType"] != "lambda":
        return await original(origin, method, uri, query, headers, *request)
    if not _lets_in(host.partition(".")[0], request[-1]):
        body = b'{"Message":"Forbidden"}'
        return 403, "Forbidden", {"content-type": "application/json"}, body
    return await original(origin, method, uri, query, {**headers, "authorization": _SIGNED}, *request)


def _lets_in(url: str, distribution: str) -> bool:
    """Whether the policy of a URL's function lets a distribution do all that it takes."""
    account, region, name, _, _ = lambda_svc.resolve_function_url(url)
    function = lambda_svc._functions.get_scoped(account, region, name)
    contexts = (
        EvalContext(
            principal_arn="*",
            principal_type="Service",
            principal_account="",
            action=action,
            resource_arn=function["config"]["FunctionArn"],
            region=get_region(),
            service_context={
                "aws:sourcearn": distribution,
                "lambda:functionurlauthtype": "AWS_IAM",
                "lambda:invokedviafunctionurl": "true",
            },
        )
        for action in _ACTIONS
    )
    policy = json.dumps(function["policy"])
    return all(
        evaluate_resource_policy(policy, context, service="cloudfront.amazonaws.com").decision == "Allow"
        for context in contexts
    )
