"""Rules of S3's bucket policies."""

import fnmatch
import json
from collections.abc import Iterator
from typing import Any

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions import principals

_OF_OBJECTS = {
    "s3:AbortMultipartUpload",
    "s3:BypassGovernanceRetention",
    "s3:ListMultipartUploadParts",
    "s3:ObjectOwnerOverrideToBucketOwner",
    "s3:ReplicateDelete",
    "s3:ReplicateTags",
}
"""Actions on objects, beside those with `Object`, and without `Bucket`, in their names; the others are on buckets."""

_EXAMPLES = {
    "objects": (
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:DeleteObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
    ),
    "buckets": (
        "s3:ListBucket",
        "s3:GetBucketPolicy",
        "s3:PutBucketPolicy",
        "s3:DeleteBucket",
        "s3:GetBucketAcl",
        "s3:PutBucketAcl",
        "s3:GetBucketVersioning",
        "s3:ListBucketVersions",
    ),
}
"""What an action with a wildcard may stand for."""


def statements(call: Call) -> list[dict[str, Any]]:
    """The statements of the policy that a call puts.

    @raises Refusal: where the policy is no policy
    """
    try:
        document = json.loads(call.get("Policy", ""))
        found = document["Statement"]
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal("MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'") from error
    return found if isinstance(found, list) else [found]


def each_of(value: Any) -> Iterator[str]:
    yield from [value] if isinstance(value, str) else value or []


@rule("s3", "PutBucketPolicy")
def policy_sizes(call: Call) -> None:
    """A bucket's policy has 20 KB.

    Source: Amazon S3 User Guide, "Bucket policies for Amazon S3".
    """
    statements(call)
    size = len(json.dumps(json.loads(call.get("Policy")), separators=(",", ":")).encode())
    if size > 20 * 1024:
        raise Refusal("PolicyTooLarge", f"Policy exceeds the maximum allowed document size: {size} bytes, of 20480.")


@rule("s3", "PutBucketPolicy")
def policy_resources(call: Call) -> None:
    """A bucket's policy is about that bucket and what is in it.

    Source: AWS re:Post, "How do I fix 'Policy has invalid resource' in an Amazon S3 bucket policy", and Amazon S3 User
    Guide, "Policy resources for Amazon S3".
    """
    bucket = f"arn:aws:s3:::{call.get('Bucket')}"
    for statement in statements(call):
        for resource in each_of(statement.get("Resource")):
            if resource != bucket and not resource.startswith(f"{bucket}/"):
                raise Refusal("MalformedPolicy", f"Policy has invalid resource: {resource}")


@rule("s3", "PutBucketPolicy")
def policy_actions(call: Call) -> None:
    """Each action of a statement is one on some of its resources: objects, or the bucket.

    Source: AWS re:Post, "How do I resolve the error 'Action does not apply to any resources in statement' for an Amazon
    S3 bucket policy", and Service Authorization Reference, "Actions defined by Amazon S3".
    """
    for statement in statements(call):
        kinds = {"objects" if "/" in resource else "buckets" for resource in each_of(statement.get("Resource"))}
        for action in each_of(statement.get("Action")):
            if action != "*" and not action.lower().startswith("s3:"):
                raise Refusal("MalformedPolicy", f"Policy has invalid action: {action}")
            if kinds and not kinds & _kinds(action):
                raise Refusal("MalformedPolicy", f"Action does not apply to any resource(s) in statement: {action}")


def _kinds(action: str) -> set[str]:
    if "*" in action or "?" in action:
        low = action.lower()
        found = {
            kind for kind, names in _EXAMPLES.items() if any(fnmatch.fnmatchcase(name.lower(), low) for name in names)
        }
        return found or {"objects", "buckets"}
    is_of_objects = action in _OF_OBJECTS or ("Object" in action and "Bucket" not in action)
    return {"objects" if is_of_objects else "buckets"}


@rule("s3", "PutBucketPolicy")
def policy_principals(call: Call) -> None:
    """A statement names who it is about: accounts, users and roles that exist, or services by their name at AWS.

    Source: AWS re:Post, "Why do I get the error 'Invalid principal in policy' when I try to update my Amazon S3 bucket
    policy".
    """
    for statement in statements(call):
        principal = statement.get("Principal", statement.get("NotPrincipal"))
        if principal is None:
            raise Refusal("MalformedPolicy", "Missing required field Principal")
        if principal == "*":
            continue
        for kind, names in principal.items() if isinstance(principal, dict) else [("AWS", [principal])]:
            for name in each_of(names):
                if not _exists(kind, name):
                    raise Refusal("MalformedPolicy", f"Invalid principal in policy: {kind} {name}")


def _exists(kind: str, name: str) -> bool:
    if kind == "AWS":
        return principals.exists(name)
    return principals.is_service(name) if kind == "Service" else kind in ("Federated", "CanonicalUser")
