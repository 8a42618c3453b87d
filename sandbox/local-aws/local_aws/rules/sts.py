"""Rules of STS."""

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions.verdicts import role_of


@rule("sts", "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML")
def session_durations(call: Call) -> None:
    """A session lasts no longer than its role says, an hour unless it says more; one that a role's session asks for, an
    hour at most (role chaining).

    Source: STS API Reference, AssumeRole (DurationSeconds).
    """
    from ministack.services import sts

    seconds = call.get("DurationSeconds")
    role = role_of(call.get("RoleArn", ""))
    if seconds is None or role is None:
        return
    if seconds > int(role.get("MaxSessionDuration") or 3600):
        message = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        raise Refusal("ValidationError", message)
    if seconds > 3600 and sts._sessions.get(call.caller, {}).get("PrincipalType") == "AssumedRole":
        raise Refusal(
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        )
