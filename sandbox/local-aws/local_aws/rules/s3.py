"""Rules of S3's buckets and objects."""

import re
from typing import Any

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_RESERVED_STARTS = ("xn--", "sthree-", "amzn-s3-demo-")
_RESERVED_ENDS = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_LEAST_DAYS = {"STANDARD_IA": 30, "ONEZONE_IA": 30}


@rule("s3", "CreateBucket")
def bucket_names(call: Call) -> None:
    """Names have 3 to 63 small letters, digits, dots and hyphens, begin and end with a letter or digit, are no address,
    and have none of S3's own beginnings and ends.

    Source: Amazon S3 User Guide, "General purpose bucket naming rules".
    """
    name = call.get("Bucket", "")
    if (
        not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name)
        or ".." in name
        or re.fullmatch(r"\d+(\.\d+){3}", name)
        or name.startswith(_RESERVED_STARTS)
        or name.endswith(_RESERVED_ENDS)
    ):
        raise Refusal("InvalidBucketName", f"The specified bucket is not valid: {name}.")


@rule("s3", "PutObject", "CopyObject", "CreateMultipartUpload")
def object_keys(call: Call) -> None:
    """A key has 1,024 bytes.

    Source: Amazon S3 User Guide, "Naming Amazon S3 objects".
    """
    size = len(call.get("Key", "").encode())
    if size > 1024:
        raise Refusal("KeyTooLongError", f"Your key is too long: {size} bytes, of 1024.")


@rule("s3", "PutObject", "CopyObject", "CreateMultipartUpload")
def object_metadata(call: Call) -> None:
    """An object's own metadata has 2 KB, names and values together.

    Source: Amazon S3 User Guide, "User-defined object metadata".
    """
    pairs = (call.get("Metadata") or {}).items()
    size = sum(len(name.encode()) + len(value.encode()) for name, value in pairs)
    if size > 2048:
        raise Refusal(
            "MetadataTooLarge", f"Your metadata headers exceed the maximum allowed metadata size: {size}, of 2048."
        )


@rule("s3", "PutBucketLifecycleConfiguration")
def lifecycle_rules(call: Call) -> None:
    """Rules have ids of their own, and at least one action.

    Source: Amazon S3 User Guide, "Lifecycle configuration elements" (ID, actions).
    """
    rules = call.get("LifecycleConfiguration.Rules", [])
    if len(rules) > 1000:
        raise Refusal("InvalidRequest", f"The lifecycle configuration has {len(rules)} rules, of 1000.")
    ids = [each["ID"] for each in rules if each.get("ID")]
    for each in rules:
        if len(each.get("ID") or "") > 255:
            raise Refusal("InvalidArgument", "ID length should not exceed allowed limit of 255")
        if ids.count(each.get("ID")) > 1:
            raise Refusal(
                "InvalidArgument", f"Rule ID must be unique. Found same ID for more than one rule: {each['ID']}"
            )
        if not any(each.get(action) for action in _ACTIONS):
            raise Refusal("InvalidRequest", "At least one action needs to be specified in a rule")


_ACTIONS = (
    "Expiration",
    "Transitions",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionTransitions",
    "AbortIncompleteMultipartUpload",
)


@rule("s3", "PutBucketLifecycleConfiguration")
def lifecycle_times(call: Call) -> None:
    """Objects expire after they go to another class, which some take only after 30 days; the mark of a deletion expires
    by itself, and not in a rule that picks objects by tags.

    Source: Amazon S3 User Guide, "Lifecycle configuration elements" and "Transitioning objects using Amazon S3
    Lifecycle"; and API Reference, LifecycleExpiration.
    """
    for each in call.get("LifecycleConfiguration.Rules", []):
        expiration = each.get("Expiration") or {}
        if sum(key in expiration for key in ("Days", "Date", "ExpiredObjectDeleteMarker")) > 1:
            raise Refusal(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema",
            )
        if expiration.get("ExpiredObjectDeleteMarker") and _by_tags(each):
            raise Refusal("InvalidRequest", "ExpiredObjectDeleteMarker cannot be specified with tags.")
        for transition in each.get("Transitions") or []:
            days, target = transition.get("Days"), transition.get("StorageClass")
            if days is None:
                continue
            if days < _LEAST_DAYS.get(target, 0):
                message = f"'Days' in Transition action must be greater than or equal to 30 for storageClass '{target}'"
                raise Refusal("InvalidArgument", message)
            if expiration.get("Days", days + 1) <= days:
                message = (
                    f"'Days' in the Expiration action must be greater than 'Days' in the Transition action: {days}"
                )
                raise Refusal("InvalidArgument", message)


def _by_tags(lifecycle_rule: dict[str, Any]) -> bool:
    chosen = lifecycle_rule.get("Filter") or {}
    return bool(chosen.get("Tag") or (chosen.get("And") or {}).get("Tags"))
