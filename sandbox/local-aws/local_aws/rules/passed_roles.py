"""Rules of roles that are handed to a service: it must be able to assume them, and they let it do what it needs."""

from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import iam, lambda_svc

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions.profiles import profile_of
from local_aws.permissions.propagation import is_seen
from local_aws.permissions.verdicts import caller_may, role_may, role_of, trusts

_PASSED = {
    # Members that name a role by its ARN, and the service that gets it.
    ("lambda", "Role"): "lambda.amazonaws.com",
    ("ec2", "DeliverLogsPermissionArn"): "vpc-flow-logs.amazonaws.com",
    ("rds", "MonitoringRoleArn"): "monitoring.rds.amazonaws.com",
    ("rds", "RoleArn"): "rds.amazonaws.com",
    ("codedeploy", "serviceRoleArn"): "codedeploy.amazonaws.com",
}


_DENIALS = {
    "lambda": "AccessDeniedException",
    "codedeploy": "AccessDeniedException",
    "ec2": "UnauthorizedOperation",
}


@rule("lambda", "CreateFunction", "UpdateFunctionConfiguration")
@rule("ec2", "CreateFlowLogs")
@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance", "CreateDBProxy", "ModifyDBProxy")
@rule("codedeploy", "CreateDeploymentGroup", "UpdateDeploymentGroup")
def passing(call: Call) -> None:
    """Who hands a role to a service needs `iam:PassRole` on the role, for that service.

    Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service".
    """
    for (service, member), receiver in _PASSED.items():
        arn = call.get(member) if call.service == service else None
        if arn and not caller_may(call.caller, "iam:PassRole", arn, {"iam:PassedToService": receiver}):
            code = _DENIALS.get(service, "AccessDenied")
            raise Refusal(code, f"User is not authorized to perform: iam:PassRole on resource: {arn}", 403)


@rule("lambda", "CreateFunction", "UpdateFunctionConfiguration")
def functions(call: Call) -> None:
    """Lambda can assume a function's role, and the role lets it write traces and, in a VPC, make network interfaces.

    Source: Lambda Developer Guide, "Troubleshoot deployment issues in Lambda" and "Giving Lambda functions access to
    resources in an Amazon VPC" (required IAM permissions); the messages as AWS gives them, which clients wait for to end.
    """
    kept = lambda_svc._functions.get(call.get("FunctionName"), {}).get("config", {})
    arn = call.get("Role") or kept.get("Role", "")
    if call.operation != "CreateFunction" and not {"Role", "VpcConfig", "TracingConfig"} & call.parameters.keys():
        return
    role = role_of(arn)
    if role is None or not trusts(role, "lambda.amazonaws.com") or not is_seen(role["RoleName"]):
        raise Refusal(
            "InvalidParameterValueException", "The role defined for the function cannot be assumed by Lambda."
        )
    region = f"arn:aws:ec2:{call.region}:{get_account_id()}"
    interfaces = {
        "CreateNetworkInterface": f"{region}:network-interface/*",
        "DescribeNetworkInterfaces": "*",
        "DeleteNetworkInterface": f"{region}:network-interface/eni-0",
    }
    vpc = call.get("VpcConfig", kept.get("VpcConfig")) or {}
    if vpc.get("SubnetIds"):
        for action, resource in interfaces.items():
            _need(role, "ec2", action, resource, "EC2")
    if (call.get("TracingConfig", kept.get("TracingConfig")) or {}).get("Mode") == "Active":
        _need(role, "xray", "PutTraceSegments", "*", "XRAY")


def _need(role: dict[str, Any], service: str, action: str, resource: str, called: str) -> None:
    if not role_may(role, f"{service}:{action}", resource):
        message = f"The provided execution role does not have permissions to call {action} on {called}"
        raise Refusal("InvalidParameterValueException", message)


@rule("ec2", "CreateFlowLogs")
def flow_logs(call: Call) -> None:
    """The flow logs' service can assume the role by which it writes to CloudWatch Logs.

    Source: VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs"; hashicorp/terraform-provider-aws,
    vpc_flow_log.go, which waits for this answer to end.
    """
    arn = call.get("DeliverLogsPermissionArn")
    if arn is None:
        return
    role = role_of(arn)
    if role is None or not trusts(role, "vpc-flow-logs.amazonaws.com") or not is_seen(role["RoleName"]):
        raise Refusal("InvalidParameter", f"Unable to assume given IAM role. Role: {arn}")


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def monitoring(call: Call) -> None:
    """Enhanced Monitoring's service can assume its role, and the role lets it write to the log group RDSOSMetrics.

    Source: RDS User Guide, "Setting up and enabling Enhanced Monitoring"; hashicorp/terraform-provider-aws#315, #9747.
    """
    arn = call.get("MonitoringRoleArn")
    if arn is None:
        return
    role = role_of(arn)
    logs = f"arn:aws:logs:{call.region}:{get_account_id()}:log-group:RDSOSMetrics"
    stream = f"{logs}:log-stream:db"
    needs = {"logs:CreateLogGroup": logs, "logs:CreateLogStream": stream, "logs:PutLogEvents": stream}
    can = role is not None and trusts(role, "monitoring.rds.amazonaws.com") and is_seen(role["RoleName"])
    if not can or not all(role_may(role or {}, action, resource) for action, resource in needs.items()):
        raise Refusal(
            "InvalidParameterValue",
            "IAM role ARN value is invalid or does not include the required permissions for: ENHANCED_MONITORING",
        )


@rule("codedeploy", "CreateDeploymentGroup", "UpdateDeploymentGroup")
def deployment_groups(call: Call) -> None:
    """CodeDeploy can assume a deployment group's role. What the role may do shows only when a deployment needs it.

    Source: CodeDeploy API Reference, CreateDeploymentGroup (InvalidRoleException); aws/aws-sdk-ruby#772 (the message, and that
    a new role is seen after a while); hashicorp/terraform-provider-aws, deployment_group.go, which waits for this answer to end.
    """
    arn = call.get("serviceRoleArn")
    role = role_of(arn) if arn else None
    if arn and (role is None or not trusts(role, "codedeploy.amazonaws.com") or not is_seen(role["RoleName"])):
        raise Refusal("InvalidRoleException", "Cannot assume role provided.")


@rule("autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup")
def instance_profiles(call: Call) -> None:
    """A group launches instances with an instance profile that there is.

    Source: EC2 Auto Scaling User Guide, "Troubleshoot Amazon EC2 Auto Scaling: Launch templates" (you must use a valid
    fully-formed launch template); hashicorp/terraform-provider-aws, group.go, which waits for this answer to end.
    """
    profile = _profile(call)
    name = profile.rpartition("/")[2]
    kept = iam._instance_profiles.get(name)
    if not profile or (kept is not None and profile in (name, kept["Arn"]) and is_seen(name)):
        return
    how = "arn" if profile.startswith("arn:") else "name"
    raise Refusal(
        "ValidationError",
        "You must use a valid fully-formed launch template. "
        f"Value ({profile}) for parameter iamInstanceProfile.{how} is invalid. Invalid IAM Instance Profile {how}",
    )


def _profile(call: Call) -> str:
    mixed = "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification"
    return profile_of(call.get("LaunchTemplate") or call.get(mixed) or {})
