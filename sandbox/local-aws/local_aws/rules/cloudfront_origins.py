"""Rules of CloudFront's origins and cache behaviors."""

import re
from typing import Any

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.cloudfront import WRITES, behaviors, config_of, listed

_METHODS = ({"GET", "HEAD"}, {"GET", "HEAD", "OPTIONS"}, {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"})
_PATTERN = re.compile(r"""[A-Za-z0-9_\-.*$/~"'@:+&?]{1,255}""")
_NOT_SENT = frozenset(
    """
    cache-control connection content-length cookie host if-match if-modified-since if-none-match if-range
    if-unmodified-since max-forwards pragma proxy-authenticate proxy-authorization proxy-connection range request-range
    te trailer transfer-encoding upgrade via x-real-ip
    """.split()
)


@rule("cloudfront", *WRITES)
def origin_ids(call: Call) -> None:
    """Origins have ids of their own, at most 100 of them, and behaviors and groups name only those.

    Source: CloudFront API Reference, CacheBehavior (TargetOriginId), CreateDistribution (NoSuchOrigin, TooManyOrigins),
    and Developer Guide, "Quotas on distributions".
    """
    config = config_of(call)
    ids = [origin["Id"] for origin in listed(config, "Origins")]
    if len(ids) > 100:
        raise Refusal("TooManyOrigins", f"Your request contains more origins than allowed: {len(ids)}, of 100.")
    groups = listed(config, "OriginGroups")
    known = [*ids, *(group["Id"] for group in groups)]
    if len(known) != len(set(known)):
        raise Refusal("InvalidArgument", f"The parameter Origin Id has duplicates: {', '.join(known)}.")
    members = [member["OriginId"] for group in groups for member in listed(group, "Members")]
    for target in [*members, *(behavior.get("TargetOriginId") for behavior in behaviors(config))]:
        if target not in known:
            raise Refusal("NoSuchOrigin", f"One or more of your origins or origin groups do not exist: {target}.", 404)


@rule("cloudfront", *WRITES)
def origin_groups(call: Call) -> None:
    """Behaviors of a group let through methods that only read.

    Source: aws/aws-cdk#32450.
    """
    config = config_of(call)
    ids = {group["Id"] for group in listed(config, "OriginGroups")}
    for behavior in behaviors(config):
        if behavior.get("TargetOriginId") in ids and _methods(behavior) - _METHODS[1]:
            message = (
                "The parameter AllowedMethods cannot include POST, PUT, PATCH, or "
                "DELETE for a cached behavior associated with an origin group."
            )
            raise Refusal("InvalidArgument", message)


@rule("cloudfront", *WRITES)
def origin_connections(call: Call) -> None:
    """Ports are 80, 443 or from 1024 on; CloudFront waits, and keeps a connection, for 1 to 120 seconds.

    Source: CloudFront API Reference, CustomOriginConfig and VpcOriginConfig, and Developer Guide, "Origin settings"
    (HTTP port).
    """
    for origin in listed(config_of(call), "Origins"):
        custom = origin.get("CustomOriginConfig") or {}
        for key in ("HTTPPort", "HTTPSPort"):
            port = custom.get(key, 443)
            if port not in (80, 443) and not 1024 <= port <= 65535:
                raise Refusal(
                    "InvalidArgument", f"The parameter {key} of {origin['Id']} is not 80, 443 or 1024-65535: {port}."
                )
        for config in (custom, origin.get("VpcOriginConfig") or {}):
            for key in ("OriginReadTimeout", "OriginKeepaliveTimeout"):
                if not 1 <= config.get(key, 1) <= 120:
                    message = f"The parameter {key} of {origin['Id']} is not from 1 to 120: {config[key]}."
                    raise Refusal(f"Invalid{key}", message)


@rule("cloudfront", *WRITES)
def origin_paths(call: Call) -> None:
    """A path before those of requests begins with a slash and does not end with one.

    Source: CloudFront Developer Guide, "Origin settings" (Origin path).
    """
    for origin in listed(config_of(call), "Origins"):
        path = origin.get("OriginPath") or ""
        if path and (not path.startswith("/") or path.endswith("/") or len(path) > 255):
            raise Refusal(
                "InvalidArgument", f"The parameter Origin Path must begin with / and not end with it: {path}."
            )


@rule("cloudfront", *WRITES)
def origin_headers(call: Call) -> None:
    """Some headers are CloudFront's own to send, and there are at most 30 others an origin.

    Source: CloudFront Developer Guide, "Custom headers that CloudFront can't add to origin requests" and "Quotas on
    headers".
    """
    for origin in listed(config_of(call), "Origins"):
        headers = [header["HeaderName"] for header in listed(origin, "CustomHeaders")]
        if len(headers) > 30:
            raise Refusal(
                "TooManyOriginCustomHeaders",
                f"Your request contains too many origin custom headers: {len(headers)}, of 30.",
            )
        for header in headers:
            if header.lower() in _NOT_SENT or header.lower().startswith(("x-amz-", "x-edge-")):
                raise Refusal(
                    "InvalidArgument", f"The parameter HeaderName has a header that CloudFront cannot add: {header}."
                )


@rule("cloudfront", *WRITES)
def origin_access(call: Call) -> None:
    """An origin names only access controls that exist.

    Source: CloudFront API Reference, CreateDistribution (InvalidOriginAccessControl).
    """
    from ministack.services import cloudfront

    for origin in listed(config_of(call), "Origins"):
        control = origin.get("OriginAccessControlId") or ""
        if control and control not in cloudfront._oacs:
            raise Refusal("InvalidOriginAccessControl", f"The origin access control is not valid: {control}.")


@rule("cloudfront", *WRITES)
def path_patterns(call: Call) -> None:
    """A distribution has 75 cache behaviors, the default one included, each with a pattern of its own and of few
    characters.

    Source: CloudFront Developer Guide, "Quotas on distributions" and "Cache behavior settings" (Path pattern).
    """
    patterns = [behavior.get("PathPattern", "") for behavior in listed(config_of(call), "CacheBehaviors")]
    if len(patterns) + 1 > 75:
        message = (
            f"Your request contains more CacheBehaviors than are allowed per distribution: {len(patterns) + 1}, of 75."
        )
        raise Refusal("TooManyCacheBehaviors", message)
    for pattern in patterns:
        if not _PATTERN.fullmatch(pattern):
            raise Refusal(
                "InvalidArgument", f"The parameter PathPattern contains characters that it cannot have: {pattern}."
            )
        if patterns.count(pattern) > 1:
            raise Refusal("InvalidArgument", f"The parameter PathPattern has duplicates: {pattern}.")


@rule("cloudfront", *WRITES)
def methods(call: Call) -> None:
    """Methods come in three sets, and those that are kept are among those that are let through.

    Source: CloudFront API Reference, AllowedMethods.
    """
    for behavior in behaviors(config_of(call)):
        allowed = behavior.get("AllowedMethods")
        if allowed is None:
            continue
        cached = set(listed(allowed, "CachedMethods")) or _METHODS[0]
        if _methods(behavior) not in _METHODS or cached not in _METHODS[:2] or not cached <= _methods(behavior):
            raise Refusal(
                "InvalidArgument", f"The parameter AllowedMethods is not one of CloudFront's sets: {allowed}."
            )


@rule("cloudfront", *WRITES)
def cache_settings(call: Call) -> None:
    """A behavior has a cache policy or the older settings, not both and not neither.

    Source: terraform-aws-modules/terraform-aws-cloudfront#71, and CloudFront API Reference, CacheBehavior
    (CachePolicyId).
    """
    for behavior in behaviors(config_of(call)):
        if behavior.get("CachePolicyId") and behavior.get("ForwardedValues"):
            message = (
                "The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior."
            )
            raise Refusal("InvalidArgument", message)
        if not behavior.get("CachePolicyId") and not behavior.get("ForwardedValues"):
            raise Refusal("InvalidArgument", "The parameter ForwardedValues is required.")


@rule("cloudfront", *WRITES)
def behavior_policies(call: Call) -> None:
    """Behaviors name only policies that exist, CloudFront's own or the account's.

    Source: CloudFront API Reference, CreateDistribution (NoSuchCachePolicy and others).
    """
    from ministack.services import cloudfront

    stores = {
        "CachePolicy": (cloudfront._cache_policies, cloudfront._MANAGED_CACHE_POLICIES),
        "OriginRequestPolicy": (cloudfront._origin_request_policies, cloudfront._MANAGED_ORIGIN_REQUEST_POLICIES),
        "ResponseHeadersPolicy": (cloudfront._response_headers_policies, cloudfront._MANAGED_RESPONSE_HEADERS_POLICIES),
    }
    for behavior in behaviors(config_of(call)):
        for kind, known in stores.items():
            identity = behavior.get(f"{kind}Id") or ""
            if identity and not any(identity in store for store in known):
                raise Refusal(f"NoSuch{kind}", f"The policy does not exist: {identity}.", 404)


@rule("cloudfront", *WRITES)
def published_functions(call: Call) -> None:
    """A behavior names functions that have been published, at most one for each event.

    Source: CloudFront Developer Guide, "Associate functions with distributions" and "Restrictions on CloudFront
    Functions".
    """
    from ministack.services import cloudfront

    for behavior in behaviors(config_of(call)):
        events = [each["EventType"] for each in listed(behavior, "FunctionAssociations")]
        if len(events) != len(set(events)):
            raise Refusal(
                "InvalidFunctionAssociation", f"More than one function for one event type: {', '.join(events)}."
            )
        for arn in (each["FunctionARN"] for each in listed(behavior, "FunctionAssociations")):
            if cloudfront.live_function_code(arn) is None:
                raise Refusal(
                    "InvalidFunctionAssociation", f"The function does not exist, or has not been published: {arn}."
                )


def _methods(behavior: dict[str, Any]) -> set[str]:
    return set(listed(behavior, "AllowedMethods")) or _METHODS[0]
