"""Rules of Lambda."""

import json
from typing import Any

from ministack.services import ec2, lambda_svc

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.quotas import quota

_INVALID = "InvalidParameterValueException"
_MOST_ENVIRONMENT, _MOST_REQUEST, _MOST_POLICY = 4_096, 70_167_211, 20_480
_UNRESERVED = 100
_RESERVED = {
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_LAMBDA_MAX_CONCURRENCY",
    "AWS_LAMBDA_METADATA_API",
    "AWS_LAMBDA_METADATA_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "LAMBDA_RUNTIME_DIR",
    "LAMBDA_TASK_ROOT",
}


@rule("lambda", "CreateFunction", "UpdateFunctionConfiguration")
def environment(call: Call) -> None:
    """Some names of variables are Lambda's own, and all variables have 4 KB as JSON.

    Source: Lambda Developer Guide, "Defined runtime environment variables" and "Lambda quotas".
    """
    variables = call.get("Environment.Variables", {})
    if reserved := sorted(variables.keys() & _RESERVED):
        raise Refusal(
            _INVALID,
            "Lambda was unable to configure your environment variables because the environment variables you have "
            "provided contains reserved keys that are currently not supported for modification. Reserved keys used in "
            f"this request: {', '.join(reserved)}",
        )
    text = json.dumps(variables, separators=(",", ":"), ensure_ascii=False)
    if len(text.encode()) > _MOST_ENVIRONMENT:
        raise Refusal(
            _INVALID,
            "Lambda was unable to configure your environment variables because the environment variables you have "
            f"provided exceeded the 4KB limit. String measured: {text}",
        )


@rule("lambda", "CreateFunction", "UpdateFunctionCode")
def code_size(call: Call) -> None:
    """Code that comes with the call has 50 MB, in the base 64 that it is sent in. MiniStack measures what it unpacks to.

    Source: Lambda Developer Guide, "Lambda quotas" (deployment package); the message is that of
    motdotla/node-lambda#123, with the number that AWS says today.
    """
    archive = call.get("Code.ZipFile") or call.get("ZipFile") or b""
    if -(-len(archive) // 3) * 4 > _MOST_REQUEST:
        raise Refusal(
            "RequestEntityTooLargeException",
            f"Request must be smaller than {_MOST_REQUEST} bytes for the {call.operation} operation",
            413,
        )


@rule("lambda", "CreateFunction", "UpdateFunctionConfiguration")
def network(call: Call) -> None:
    """A function has subnets and security groups, or neither, and all of them are there.

    Source: Lambda API Reference, VpcConfig; Lambda Developer Guide, "Giving Lambda functions access to resources in an
    Amazon VPC"; the messages are those of appleboy/lambda-action#81 and motdotla/node-lambda#162.
    """
    subnets, groups = call.get("VpcConfig.SubnetIds", []), call.get("VpcConfig.SecurityGroupIds", [])
    if bool(subnets) != bool(groups):
        raise Refusal(_INVALID, "SubnetIds and SecurityIds must coexist or be both empty list.")
    for action, code, what, given, known in (
        ("DescribeSecurityGroups", "InvalidGroup.NotFound", "security group", groups, ec2._security_groups),
        ("DescribeSubnets", "InvalidSubnetID.NotFound", "subnet ID", subnets, ec2._subnets),
    ):
        for identity in given:
            if identity not in known:
                raise Refusal(
                    _INVALID,
                    f"Error occurred while {action}. EC2 Error Code: {code}. EC2 Error Message: The {what} "
                    f"'{identity}' does not exist",
                )


@rule("lambda", "PutFunctionConcurrency")
def reserved_concurrency(call: Call) -> None:
    """What functions reserve leaves 100 concurrent executions to the account's other functions; an account of 10, as
    new ones are, has none to reserve. An account has 1,000, unless its quota was changed, or what
    `LAMBDA_ACCOUNT_CONCURRENCY` says in the environment of the local AWS.

    Source: Lambda Developer Guide, "Configuring reserved concurrency for a function" and "Lambda quotas".
    """
    _leave_enough(call, call.get("ReservedConcurrentExecutions", 0), "ReservedConcurrentExecutions")


@rule("lambda", "PutProvisionedConcurrencyConfig")
def provisioned_concurrency(call: Call) -> None:
    """Environments are kept warm for a version or an alias, no more than the function has reserved; without a reserve
    they are taken from the account, of which as much is left as by a reserve. An alias that leads to two versions gets none.

    Source: Lambda Developer Guide, "Configuring provisioned concurrency for a function"; hashicorp/terraform#24957.
    """
    qualifier, wanted, fn = call.get("Qualifier", ""), call.get("ProvisionedConcurrentExecutions", 0), _function(call)
    if qualifier == "$LATEST":
        raise Refusal(
            _INVALID, "Provisioned Concurrency Configs cannot be applied to unpublished function versions."
        )
    if fn is None:
        return
    if fn.get("aliases", {}).get(qualifier, {}).get("RoutingConfig"):
        raise Refusal(_INVALID, "Alias with weights can not be used with Provisioned Concurrency")
    total = wanted + _provisioned(fn, qualifier)
    if fn.get("concurrency") is None:
        _leave_enough(call, total, "ConcurrentExecutions")
    elif total > fn["concurrency"]:
        raise Refusal(
            _INVALID,
            "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
        )


@rule("lambda", "CreateAlias", "UpdateAlias")
def versions(call: Call) -> None:
    """An alias stands for a version that is there.

    Source: Lambda API Reference, CreateAlias (FunctionVersion, error ResourceNotFoundException).
    """
    fn, version = _function(call), call.get("FunctionVersion")
    if fn is not None and version not in (None, "$LATEST") and version not in fn.get("versions", {}):
        raise Refusal("ResourceNotFoundException", f"Function not found: {_arn(call)}:{version}", 404)


@rule("lambda", "CreateAlias", "UpdateAlias")
def weights(call: Call) -> None:
    """An alias leads to one other version at most, with a weight from 0 to 1. Both are published and differ, and have the same
    execution role and the same dead-letter queue.

    Source: Lambda Developer Guide, "Implement Lambda canary deployments using a weighted alias"; Lambda API Reference,
    AliasRoutingConfiguration; serverless-heaven/serverless-aws-alias#64, hashicorp/terraform-provider-aws#44171.
    """
    given, fn = call.get("RoutingConfig.AdditionalVersionWeights") or {}, _function(call)
    if not given or fn is None:
        return
    if len(given) > 1:
        raise Refusal(_INVALID, "Number of items in AdditionalVersionWeights cannot be greater than 1")
    (other, weight), kept = next(iter(given.items())), fn.get("aliases", {}).get(call.get("Name"), {})
    own = call.get("FunctionVersion") or kept.get("FunctionVersion")
    if not 0 <= weight <= 1:
        raise Refusal(_INVALID, f"Invalid value {weight}: a version weight must be between 0.0 and 1.0")
    if "$LATEST" in (own, other):
        raise Refusal(_INVALID, "$LATEST is not supported for an alias pointing to more than 1 version")
    if own == other:
        raise Refusal(_INVALID, f"Invalid function version {other}. Function version {own} is already included in routing")
    if other not in fn["versions"]:
        raise Refusal("ResourceNotFoundException", f"Function not found: {_arn(call)}:{other}", 404)
    configs = [fn["versions"][version]["config"] for version in (own, other) if version in fn["versions"]]
    for member, what in (("Role", "execution role"), ("DeadLetterConfig", "dead letter config")):
        if len({json.dumps(config.get(member)) for config in configs}) > 1:
            raise Refusal(_INVALID, f"Specified versions must be associated with the same {what}")


@rule("lambda", "AddPermission")
def policy_size(call: Call) -> None:
    """The policy of a function, version or alias has 20 KB.

    Source: Lambda Developer Guide, "Lambda quotas" (function resource-based policy); Lambda API Reference,
    AddPermission (PolicyLengthExceededException).
    """
    fn, qualifier = _function(call), call.get("Qualifier")
    if fn is None:
        return
    resource = f"{_arn(call)}:{qualifier}" if qualifier else _arn(call)
    kept = [each for each in fn.get("policy", {}).get("Statement", []) if each.get("Resource") == resource]
    names = ("StatementId", "Principal", "Action", "SourceArn", "SourceAccount")
    added = {"Effect": "Allow", "Resource": resource} | {name: call.get(name) for name in names if call.get(name)}
    policy = {"Version": "2012-10-17", "Id": "default", "Statement": [*kept, added]}
    size = len(json.dumps(policy, separators=(",", ":")))
    if size > _MOST_POLICY:
        raise Refusal(
            "PolicyLengthExceededException",
            f"The final policy size ({size}) is bigger than the limit ({_MOST_POLICY}).",
        )


def _leave_enough(call: Call, wanted: int, what: str) -> None:
    """Refuses what leaves too little of the account's concurrency to functions that reserve none."""
    limit = quota("concurrent-executions")
    least = min(_UNRESERVED, limit)
    others = sum(_held(fn) for name, fn in lambda_svc._functions.items() if name != _name(call))
    if limit - others - wanted < least:
        raise Refusal(
            _INVALID,
            f"Specified {what} for function decreases account's UnreservedConcurrentExecution below its minimum value "
            f"of [{least}].",
        )


def _held(fn: dict[str, Any]) -> int:
    return int(_provisioned(fn) if fn.get("concurrency") is None else fn["concurrency"])


def _provisioned(fn: dict[str, Any], without: str = "") -> int:
    kept = fn.get("provisioned_concurrency", {}).items()
    return sum(each["RequestedProvisionedConcurrentExecutions"] for qualifier, each in kept if qualifier != without)


def _arn(call: Call) -> str:
    return f"arn:aws:lambda:{call.region}:{call.account}:function:{_name(call)}"


def _name(call: Call) -> str:
    """A function is called by its name, its ARN or the end of it; any of them may have a qualifier."""
    name = str(call.get("FunctionName", ""))
    return (name.rpartition("function:")[2] if ":function:" in name else name).partition(":")[0]


def _function(call: Call) -> dict[str, Any] | None:
    found: dict[str, Any] | None = lambda_svc._functions.get(_name(call))
    return found
