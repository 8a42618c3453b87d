"""Rules of EC2 Auto Scaling about instance refreshes."""

from typing import Any

from ministack.services import autoscaling

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions.profiles import version_of
from local_aws.refreshes.record import active

_SOURCES = ("LaunchTemplate", "MixedInstancesPolicy", "LaunchConfigurationName")


@rule("autoscaling", "StartInstanceRefresh")
def one_at_a_time(call: Call) -> None:
    """A group has one instance refresh at a time.

    Source: EC2 Auto Scaling API Reference, StartInstanceRefresh (InstanceRefreshInProgress); the message is AWS's, as
    logs in public repositories quote it.
    """
    if active(_group(call)):
        raise Refusal(
            "InstanceRefreshInProgress",
            "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
        )


@rule("autoscaling", "CancelInstanceRefresh", "RollbackInstanceRefresh")
def something_active(call: Call) -> None:
    """Only an instance refresh that goes on can be cancelled or rolled back, and one that rolls back is not rolled back.

    Source: EC2 Auto Scaling API Reference, CancelInstanceRefresh and RollbackInstanceRefresh
    (ActiveInstanceRefreshNotFound).
    """
    refresh = active(_group(call))
    is_over = refresh is None or refresh["Status"] == "Cancelling"
    if is_over or (call.operation == "RollbackInstanceRefresh" and refresh["Status"] == "RollbackInProgress"):
        name = call.get("AutoScalingGroupName", "")
        raise Refusal("ActiveInstanceRefreshNotFound", f"No active Instance Refresh for Auto Scaling group {name}")


@rule("autoscaling", "StartInstanceRefresh", "RollbackInstanceRefresh")
def way_back(call: Call) -> None:
    """A refresh goes back only where it has a desired configuration, and the group's own version is a number and names its
    image itself.

    Source: EC2 Auto Scaling API Reference, RollbackInstanceRefresh and RefreshPreferences (AutoRollback); EC2 Auto Scaling
    User Guide, "Undo changes with a manual or auto rollback".
    """
    group = _group(call)
    if call.operation == "StartInstanceRefresh":
        if call.get("Preferences.AutoRollback") and call.get("DesiredConfiguration") and (why := _bars(group)):
            raise Refusal("ValidationError", f"The AutoRollback parameter cannot be set to true: {why}")
        return
    refresh = active(group) or {}
    why = _bars(group) if refresh.get("DesiredConfiguration") else "the instance refresh has no desired configuration"
    if why:
        raise Refusal("IrreversibleInstanceRefresh", f"The instance refresh cannot be rolled back: {why}")


@rule("autoscaling", "UpdateAutoScalingGroup")
def untouched_source(call: Call) -> None:
    """While a refresh with a desired configuration goes on, nobody else says what the group launches.

    Source: EC2 Auto Scaling User Guide, "How an instance refresh works in an Auto Scaling group"; the message is
    AWS's, as public repositories quote it from Terraform's AWS provider.
    """
    refresh = active(_group(call))
    if refresh and refresh.get("DesiredConfiguration") and any(name in call.parameters for name in _SOURCES):
        raise Refusal(
            "ValidationError",
            "An active instance refresh with a desired configuration exists. All configuration options derived from the "
            "desired configuration are not available for update while the instance refresh is active.",
        )


def _bars(group: dict[str, Any]) -> str:
    """What keeps the group from going back to what it has saved; empty where nothing does."""
    policy = group.get("MixedInstancesPolicy")
    template = policy["LaunchTemplate"]["LaunchTemplateSpecification"] if policy else group.get("LaunchTemplate", {})
    version = str(template.get("Version", "$Default"))
    if version.startswith("$"):
        return f"the Auto Scaling group uses the launch template's {version} version"
    found = version_of(template)
    if found and str(found["LaunchTemplateData"].get("ImageId") or "").startswith("resolve:ssm:"):
        return "the Auto Scaling group's launch template names its AMI by a parameter of Systems Manager"
    return ""


def _group(call: Call) -> dict[str, Any]:
    return dict(autoscaling._asgs.get(call.get("AutoScalingGroupName", ""), {}))
