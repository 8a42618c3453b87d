"""Rules of EC2 and of the networks that are its."""

import re

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_DESCRIPTION = re.compile(r"[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{0,255}")


@rule("ec2", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def descriptions(call: Call) -> None:
    """Names and descriptions of security groups and their rules have at most 255 characters, of few kinds: no
    apostrophe, no quote, no letter beyond ASCII.

    Source: Amazon EC2 API Reference, CreateSecurityGroup (GroupDescription) and IpRange (Description).
    """
    texts = [call.get("GroupName"), call.get("Description")]
    for permission in call.get("IpPermissions", []):
        for ranges in ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"):
            texts += [entry.get("Description") for entry in permission.get(ranges, [])]
    for text in texts:
        if text is not None and not _DESCRIPTION.fullmatch(text):
            raise Refusal(
                "InvalidParameterValue",
                f"Invalid rule description or group name '{text}'. Valid descriptions are strings less than 256 "
                "characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
            )
