"""What S3 says to CloudFront of objects that are not there."""

from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_region
from ministack.services import s3

from local_aws.patch import Response, wrap


def missing_objects() -> None:
    """What is not there is 403 to every distribution. As in AWS it is 404 to one that may read there and list the
    bucket (S3 API Reference, GetObject: "Permissions")."""
    wrap(s3, "serve_cloudfront_origin_fetch", _serve)


def _serve(
    original: Any, bucket: str, key: str, method: str, headers: dict[str, str], source_arn: str = "", oai_id: str = ""
) -> Response:
    response: Response = original(bucket, key, method, headers, source_arn=source_arn, oai_id=oai_id)
    owner = s3._bucket_owner_account(bucket)
    if response[0] != 403 or owner is None or key in s3._buckets.get_scoped(owner, None, bucket)["objects"]:
        return response
    may_read = s3._cloudfront_origin_allows(owner, bucket, key, source_arn, oai_id)
    if not may_read or not _lists(owner, bucket, source_arn):
        return response
    missing: Response = s3._error("NoSuchKey", "The specified key does not exist.", 404, f"/{bucket}/{key}")
    return missing


def _lists(owner: str, bucket: str, source_arn: str) -> bool:
    """Whether the bucket's policy lets a distribution list it, by origin access control."""
    policy = s3._bucket_policies.get_scoped(owner, None, bucket)
    if not policy or not source_arn:
        return False
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="s3:ListBucket",
        resource_arn=f"arn:aws:s3:::{bucket}",
        region=get_region(),
        service_context={"aws:sourcearn": source_arn},
    )
    decision = evaluate_resource_policy(policy, context, service="cloudfront.amazonaws.com").decision
    return bool(decision == "Allow")
