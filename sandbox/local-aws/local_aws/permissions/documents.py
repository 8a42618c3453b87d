"""The grammar of policy documents, as IAM holds them to it before it keeps them.

Sources: IAM User Guide, "Grammar of the IAM JSON policy language" and "IAM JSON policy elements reference"; the messages
are those that IAM was seen to answer with (getmoto/moto, policy_validation.py).
"""

import json
import re
from collections.abc import Iterable
from typing import Any

VERSIONS = ("2008-10-17", "2012-10-17")

_TOP = {"Version", "Id", "Statement"}
_ELEMENTS = {"Sid", "Effect", "Condition", *(f"{no}{name}" for name in ("Principal", "Action", "Resource") for no in ("", "Not"))}
_OPERATORS = {
    *("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    *("StringLike", "StringNotLike"),
    *(
        f"{type}{kind}"
        for type in ("Numeric", "Date")
        for kind in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    ),
    *(f"Arn{kind}" for kind in ("Equals", "NotEquals", "Like", "NotLike")),
    *("Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null"),
}
_VENDOR = re.compile(r"[A-Za-z0-9.-]+")
_PARTITION = re.compile(r"aws(-[a-z]+)*|\*")

Statement = dict[str, Any]


class Malformed(ValueError):
    """What is wrong with a document, in IAM's words."""


def listed(value: Any) -> list[Any]:
    """Elements may be one value or a list of them."""
    return value if isinstance(value, list) else [] if value is None else [value]


def statements(document: str) -> list[Statement]:
    """The statements of a document, each with known elements of the right types.

    @raises Malformed
    """
    try:
        parsed = json.loads(document)
    except ValueError:
        raise Malformed("Syntax errors in policy.") from None
    if not isinstance(parsed, dict) or not parsed.keys() <= _TOP or parsed.get("Version", VERSIONS[0]) not in VERSIONS:
        raise Malformed("Syntax errors in policy.")
    found = listed(parsed.get("Statement"))
    if not found or not all(_is_statement(each) for each in found):
        raise Malformed("Syntax errors in policy.")
    sids = [each["Sid"] for each in found if each.get("Sid")]
    if len(set(sids)) < len(sids):
        raise Malformed("Statement IDs (SID) in a single policy must be unique.")
    return found


def identity_statements(document: str) -> list[Statement]:
    """The statements of a policy that an identity has: on resources, and of no principal.

    @raises Malformed
    """
    found = statements(document)
    for each in found:
        if "Principal" in each or "NotPrincipal" in each:
            raise Malformed("Policy document should not specify a principal.")
        if not re.fullmatch("[A-Za-z0-9]*", each.get("Sid", "")):
            raise Malformed(
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression "
                "[0-9A-Za-z]*"
            )
    _need(found, "Action", "actions")
    _need(found, "Resource", "resources")
    for each in found:
        for resource in listed(each.get("Resource")) + listed(each.get("NotResource")):
            _check_resource(resource)
    for each in found:
        _check_actions(listed(each.get("Action")) + listed(each.get("NotAction")))
    return found


def trust_statements(document: str) -> list[Statement]:
    """The statements of a role's trust policy: of principals, and on no resource but the role itself.

    @raises Malformed
    """
    found = statements(document)
    for each in found:
        if "NotPrincipal" in each:
            raise Malformed("AssumeRole policy must not contain NotPrincipal field.")
        if not each.get("Principal"):
            raise Malformed("Missing required field Principal")
        if "Resource" in each or "NotResource" in each:
            raise Malformed("Has prohibited field Resource")
        actions = listed(each.get("Action")) + listed(each.get("NotAction"))
        if not actions:
            raise Malformed("Missing required field Action")
        if not all(action.lower().startswith("sts:") for action in actions):
            raise Malformed("AssumeRole policy may only specify STS AssumeRole actions.")
    return found


def principals(found: Iterable[Statement], kind: str) -> list[str]:
    """Those of a kind (`AWS`, `Service`, `Federated`) that the statements name."""
    return [
        name
        for each in found
        for element in (each.get("Principal"), each.get("NotPrincipal"))
        if isinstance(element, dict)
        for name in listed(element.get(kind))
    ]


def _is_statement(given: Any) -> bool:
    if not isinstance(given, dict) or not given.keys() <= _ELEMENTS or given.get("Effect") not in ("Allow", "Deny"):
        return False
    if any(name in given and f"Not{name}" in given for name in ("Principal", "Action", "Resource")):
        return False
    texts = ("Action", "NotAction", "Resource", "NotResource")
    if not all(isinstance(text, str) for name in texts for text in listed(given.get(name))):
        return False
    return isinstance(given.get("Sid", ""), str) and _are_conditions(given.get("Condition", {}))


def _are_conditions(given: Any) -> bool:
    return isinstance(given, dict) and all(
        re.sub(r"^(ForAnyValue|ForAllValues):|IfExists$", "", operator) in _OPERATORS and isinstance(keys, dict)
        for operator, keys in given.items()
    )


def _need(found: Iterable[Statement], element: str, what: str) -> None:
    if not all(listed(each.get(element)) or listed(each.get(f"Not{element}")) for each in found):
        raise Malformed(f"Policy statement must contain {what}.")


def _check_resource(resource: str) -> None:
    if resource == "*":
        return
    parts = resource.split(":", 5)
    if len(parts) == 1:
        raise Malformed(f'Resource {resource} must be in ARN format or "*".')
    if parts[0] != "arn" or not _PARTITION.fullmatch(parts[1]):
        raise Malformed(f'Partition "{parts[1]}" is not valid for resource "{resource}".')
    if len(parts) < 6:
        raise Malformed("The policy failed legacy parsing")


def _check_actions(actions: Iterable[str]) -> None:
    for action in actions:
        vendor, colon, name = action.partition(":")
        if action == "*":
            continue
        if not colon:
            raise Malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
        if ":" in name:
            raise Malformed("Actions/Condition can contain only one colon.")
        if not _VENDOR.fullmatch(vendor):
            raise Malformed(f"Vendor {vendor} is not valid")
