"""What the sessions of functions carry."""

from typing import Any

from ministack.core import iam_evaluator, lambda_runtime
from ministack.services import lambda_svc, sts

from local_aws.patch import wrap


def source_function() -> None:
    """Calls by a function's code lack the key `lambda:SourceFunctionArn`, by which its role tells them from Lambda's own: what
    a role lets Lambda do and denies to the code, the code may do.

    Lambda Developer Guide, "Using source function ARN to control function access behavior".
    """
    for module in (lambda_runtime, lambda_svc):
        if hasattr(module, "execution_credentials"):
            wrap(module, "execution_credentials", _open)
    wrap(iam_evaluator, "_principal_keys", _keys)


def _open(original: Any, config: dict[str, Any]) -> dict[str, str]:
    credentials: dict[str, str] = original(config)
    session = sts._sessions.get(credentials["AWS_ACCESS_KEY_ID"])
    if session is not None:
        session["SourceFunctionArn"] = ":".join(config["FunctionArn"].split(":")[:7])  # of no version and no alias
    return credentials


def _keys(original: Any, credential: Any) -> dict[str, Any]:
    keys: dict[str, Any] = original(credential)
    function = sts._sessions.get(credential.access_key_id, {}).get("SourceFunctionArn")
    return {**keys, "lambda:sourcefunctionarn": function} if function else keys
