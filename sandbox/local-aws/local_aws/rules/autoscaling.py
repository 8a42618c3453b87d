"""Rules of EC2 Auto Scaling."""

import re
from typing import Any

from ministack.services import alb, autoscaling

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.gaps.target_groups import balancers_of

_LABEL = re.compile(r"(app/[\w-]+/[0-9a-z]+)/(targetgroup/[\w-]+/[0-9a-z]+)")
_MOST_POLICIES, _MOST_GROUPS, _MOST_GROUPS_AT_ONCE = 50, 50, 10
_LEAST_LIFETIME = 86_400
_OF_OTHERS = {
    "SimpleScaling": ("EstimatedInstanceWarmup", "StepAdjustments", "TargetTrackingConfiguration"),
    "TargetTrackingScaling": ("ScalingAdjustment", "StepAdjustments"),
}
"""What a policy of a type does not have."""


@rule("autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup")
def sizes(call: Call) -> None:
    """A group's minimum is no more than its maximum, and its desired capacity lies between them.

    Source: EC2 Auto Scaling API Reference, CreateAutoScalingGroup (MinSize, MaxSize, DesiredCapacity).
    """
    group = _group(call)
    low, high = call.get("MinSize", group.get("MinSize", 0)), call.get("MaxSize", group.get("MaxSize", 0))
    if low > high:
        raise _invalid(f"Max bound, {high}, must be greater than or equal to min bound, {low}")
    desired = call.get("DesiredCapacity")
    if desired is not None and not low <= desired <= high:
        raise _invalid(f"Desired capacity:{desired} must be between the specified min size:{low} and max size:{high}")


@rule("autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup")
def lifetimes(call: Call) -> None:
    """Instances live for a day at least, where their group limits it.

    Source: EC2 Auto Scaling API Reference, CreateAutoScalingGroup (MaxInstanceLifetime); the message is that of
    badmintoncryer/cdk-preflight, pf-asg-max-instance-lifetime-range.
    """
    if 0 < call.get("MaxInstanceLifetime", 0) < _LEAST_LIFETIME:
        raise _invalid("maxInstanceLifetime must be between 86400 and 31536000 seconds (inclusive)")


@rule("autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup", "StartInstanceRefresh")
def healthy_percentages(call: Call) -> None:
    """The share that stays healthy and the share that may run are at most 100 apart. A maintenance policy has both, the
    second from 100 on, or -1 twice to take it back; a refresh has no second without the first.

    Source: EC2 Auto Scaling API Reference, InstanceMaintenancePolicy and RefreshPreferences; the last message is that
    of badmintoncryer/cdk-preflight, pf-asg-instance-maintenance-policy-range-diff.
    """
    policy, preferences = call.get("InstanceMaintenancePolicy"), call.get("Preferences", {})
    given = preferences if policy is None else policy
    low, high = given.get("MinHealthyPercentage"), given.get("MaxHealthyPercentage")
    if (low, high) == (-1, -1) or (high is None and policy is None):
        return
    if low is None or high is None:
        raise _invalid("MinHealthyPercentage and MaxHealthyPercentage must be specified together")
    if low < 0 or high < 100:
        raise _invalid(f"MinHealthyPercentage {low} must be from 0 to 100, MaxHealthyPercentage {high} from 100 to 200")
    if high - low > 100:
        raise _invalid(
            "The difference between MaxHealthyPercentage and MinHealthyPercentage must be less than or equal to 100"
        )


@rule("autoscaling", "StartInstanceRefresh")
def rollbacks(call: Call) -> None:
    """A refresh is taken back by itself only where the configuration that it leads to is given.

    Source: EC2 Auto Scaling API Reference, RefreshPreferences (AutoRollback); the message is that of
    hashicorp/terraform-provider-aws#29830.
    """
    if call.get("Preferences.AutoRollback") and not call.get("DesiredConfiguration"):
        raise _invalid(
            "The request isn't valid. The AutoRollback parameter cannot be set to true when the DesiredConfiguration "
            "parameter is empty. Set AutoRollback to false or specify a desired configuration and try again."
        )


@rule("autoscaling", "PutScalingPolicy")
def policies(call: Call) -> None:
    """A policy has what belongs to its type, and no more: a warm-up is none of a simple policy's. A group has 50.

    Source: EC2 Auto Scaling API Reference, PutScalingPolicy (EstimatedInstanceWarmup, ScalingAdjustment,
    StepAdjustments, TargetTrackingConfiguration); EC2 Auto Scaling User Guide, "Quotas for Auto Scaling resources and
    groups"; the messages are those of Netflix/asgard#704 and badmintoncryer/cdk-preflight, rules/autoscaling.
    """
    kind, name = call.get("PolicyType", "SimpleScaling"), call.get("AutoScalingGroupName", "")
    for member in _OF_OTHERS.get(kind, ()):
        if member in call.parameters:
            raise _invalid(f"{member} is not supported for a {kind} policy")
    if kind == "TargetTrackingScaling" and "TargetTrackingConfiguration" not in call.parameters:
        raise _invalid("You should provide a TargetTrackingConfiguration")
    if kind == "SimpleScaling" and "ScalingAdjustment" not in call.parameters:
        raise _invalid("Scaling increment must be specified for a SimpleScaling policy")
    others = [each for each in autoscaling._policies if each.startswith(f"{name}/") and each != _key(call)]
    if len(others) >= _MOST_POLICIES:
        raise Refusal("LimitExceeded", f"A group cannot have more than {_MOST_POLICIES} scaling policies: {name}")


@rule("autoscaling", "PutScalingPolicy")
def labels(call: Call) -> None:
    """Requests are counted of a target group that is attached, and to which the load balancer forwards; the label says
    which, and is of no other metric.

    Source: EC2 Auto Scaling API Reference, PredefinedMetricSpecification (ResourceLabel); the messages are those of
    terraform-aws-modules/terraform-aws-autoscaling#192 and badmintoncryer/cdk-preflight, rules/autoscaling.
    """
    metric = call.get("TargetTrackingConfiguration.PredefinedMetricSpecification", {})
    kind, label = metric.get("PredefinedMetricType"), metric.get("ResourceLabel")
    if kind != "ALBRequestCountPerTarget":
        if label:
            raise _invalid(f"Resource label should not be specified for predefined metric type {kind}")
        return
    if not label:
        raise _invalid(f"Resource label should be specified for predefined metric type {kind}")
    found = _LABEL.fullmatch(label)
    attached = {arn.rpartition(":")[2]: arn for arn in _group(call).get("TargetGroupARNs", [])}
    if found is None or found[2] not in attached:
        raise _invalid(f"Resource label {label} must name a target group that is attached to the Auto Scaling group")
    if not any(arn.endswith(f":loadbalancer/{found[1]}") for arn in balancers_of(attached[found[2]])):
        raise _invalid("The load balancer does not route traffic to the target group.")


@rule("autoscaling", "CreateAutoScalingGroup", "AttachLoadBalancerTargetGroups")
def target_groups(call: Call) -> None:
    """A group is attached to target groups that are there, to 50 in all and to 10 at once.

    Source: EC2 Auto Scaling API Reference, AttachLoadBalancerTargetGroups (TargetGroupARNs); EC2 Auto Scaling User
    Guide, "Quotas for Auto Scaling resources and groups".
    """
    given = call.get("TargetGroupARNs", [])
    if any(arn not in alb._tgs for arn in given):
        raise _invalid("Provided Target Groups may not be valid. Please ensure they exist and try again.")
    if call.operation == "AttachLoadBalancerTargetGroups" and len(given) > _MOST_GROUPS_AT_ONCE:
        raise _invalid(f"At most {_MOST_GROUPS_AT_ONCE} target groups can be attached at once, not {len(given)}")
    if len({*given, *_group(call).get("TargetGroupARNs", [])}) > _MOST_GROUPS:
        raise Refusal("LimitExceeded", f"A group cannot have more than {_MOST_GROUPS} target groups")


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message)


def _group(call: Call) -> dict[str, Any]:
    return dict(autoscaling._asgs.get(call.get("AutoScalingGroupName", ""), {}))


def _key(call: Call) -> str:
    return f"{call.get('AutoScalingGroupName', '')}/{call.get('PolicyName', '')}"
