"""Rules of launch templates."""

import base64
import binascii
import re

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_NAME = re.compile(r"[a-zA-Z0-9()./_-]{3,128}")
_MOST_USER_DATA = 16_384


@rule("ec2", "CreateLaunchTemplate")
def names(call: Call) -> None:
    """A template's name has 3 to 128 letters, digits and few signs.

    Source: Amazon EC2 API Reference, "Error codes" (InvalidLaunchTemplateName.MalformedException); the message is that of
    github-aws-runners/terraform-aws-github-runner#932.
    """
    if not _NAME.fullmatch(call.get("LaunchTemplateName", "")):
        raise Refusal(
            "InvalidLaunchTemplateName.MalformedException",
            "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the "
            "following characters: - ( ) . / _.",
        )


@rule("ec2", "CreateLaunchTemplate", "CreateLaunchTemplateVersion")
def user_data(call: Call) -> None:
    """User data comes in base 64, and has 16 KB without it.

    Source: Amazon EC2 User Guide, "Run commands when you launch an EC2 instance with user data input"; the answers are those
    of github-aws-runners/terraform-aws-github-runner#3700 and of CreateLaunchTemplate in public reports.
    """
    try:
        data = base64.b64decode("".join(call.get("LaunchTemplateData.UserData", "").split()), validate=True)
    except binascii.Error:
        raise Refusal("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.") from None
    if len(data) > _MOST_USER_DATA:
        raise Refusal("InvalidUserData.Malformed", f"User data is limited to {_MOST_USER_DATA} bytes.")
