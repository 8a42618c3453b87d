"""Rules of where services write logs: they try it as they are told to."""

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id
from ministack.services import alb, s3

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_WRITERS = {
    "application": "logdelivery.elasticloadbalancing.amazonaws.com",
    "network": "delivery.logs.amazonaws.com",
}


@rule("elbv2", "ModifyLoadBalancerAttributes")
def balancer_logs(call: Call) -> None:
    """A balancer's access logs go to a bucket of its region whose policy lets the service write them there.

    Source: Elastic Load Balancing User Guide, "Enable access logs for your Application Load Balancer" (bucket permissions,
    troubleshooting) and "Access logs for your Network Load Balancer".
    """
    given = {each.get("Key"): each.get("Value", "") for each in call.get("Attributes", [])}
    balancer = alb._lbs.get(call.get("LoadBalancerArn"))
    if given.get("access_logs.s3.enabled") != "true" or balancer is None:
        return
    bucket, prefix = given.get("access_logs.s3.bucket", ""), given.get("access_logs.s3.prefix", "")
    folder = f"{prefix}/AWSLogs" if prefix else "AWSLogs"
    account = get_account_id()
    kind = balancer.get("Type", "application")
    context = EvalContext(
        principal_arn=_WRITERS.get(kind, ""),
        principal_type="",
        principal_account=account,
        action="s3:PutObject",
        resource_arn=f"arn:aws:s3:::{bucket}/{folder}/{account}/ELBAccessLogTestFile",
        region=call.region,
        secure_transport=True,
        service_context={
            "aws:sourcearn": call.get("LoadBalancerArn"),
            "aws:sourceaccount": account,
            "s3:x-amz-acl": "bucket-owner-full-control",
        },
    )
    policy = s3._bucket_policies.get(bucket)
    if evaluate_resource_policy(policy, context, context.principal_arn).decision != "Allow":
        raise Refusal(
            "InvalidConfigurationRequest", f"Access Denied for bucket: {bucket}. Please check S3bucket permission"
        )
