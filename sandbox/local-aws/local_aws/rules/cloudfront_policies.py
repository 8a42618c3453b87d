"""Rules of CloudFront's cache policies and response headers policies."""

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.cloudfront import listed

_DAY, _YEAR = 86400, 31536000
_SECURITY_HEADERS = {
    "content-security-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "x-xss-protection",
}


@rule("cloudfront", "CreateCachePolicy", "UpdateCachePolicy")
def times_to_live(call: Call) -> None:
    """The least time is not above the usual one, nor that above the most.

    Source: CloudFront API Reference, CachePolicyConfig (what DefaultTTL and MaxTTL are where they are not stated), and
    Developer Guide, "Understand cache policies" (TTL settings).
    """
    config = call.get("CachePolicyConfig", {})
    least = config.get("MinTTL", 0)
    usual = config.get("DefaultTTL", max(_DAY, least))
    most = config.get("MaxTTL", max(_YEAR, usual))
    if not 0 <= least <= usual <= most:
        message = (
            f"The parameter MinTTL ({least}) must not be above DefaultTTL ({usual}), nor that above MaxTTL ({most})."
        )
        raise Refusal("InvalidArgument", message)


@rule("cloudfront", "CreateCachePolicy", "UpdateCachePolicy")
def keys_without_a_cache(call: Call) -> None:
    """A policy that keeps nothing has nothing in its key, and compresses nothing.

    Source: pulumi/docs#18475, aws/aws-cdk#16977 and CloudFront Developer Guide, "Serve compressed files".
    """
    config = call.get("CachePolicyConfig", {})
    if config.get("MaxTTL", _YEAR) != 0:
        return
    key = config.get("ParametersInCacheKeyAndForwardedToOrigin", {})
    for name in ("EnableAcceptEncodingGzip", "EnableAcceptEncodingBrotli"):
        if key.get(name):
            raise Refusal("InvalidArgument", f"The parameter {name} is invalid for policy with caching disabled.")
    for part, name in (
        ("Headers", "HeaderBehavior"),
        ("Cookies", "CookieBehavior"),
        ("QueryStrings", "QueryStringBehavior"),
    ):
        if key.get(f"{part}Config", {}).get(name, "none") != "none":
            raise Refusal("InvalidArgument", f"The parameter {name} is invalid for policy with caching disabled.")


@rule("cloudfront", "CreateResponseHeadersPolicy", "UpdateResponseHeadersPolicy")
def security_headers(call: Call) -> None:
    """Headers that have a setting of their own are no custom headers; there are at most 10 of those, and 10 to remove.

    Source: CloudFront Developer Guide, "Understand response headers policies" and "Quotas on headers"; API Reference,
    CreateResponseHeadersPolicy.
    """
    config = call.get("ResponseHeadersPolicyConfig", {})
    custom = [header["Header"] for header in listed(config, "CustomHeadersConfig")]
    for header in custom:
        if header.lower() in _SECURITY_HEADERS:
            message = (
                f"The parameter CustomHeaders contains {header} that is a security "
                "header and cannot be set as custom header."
            )
            raise Refusal("InvalidArgument", message)
    if len(custom) > 10:
        message = (
            f"The number of custom headers in the response headers policy exceeds the maximum: {len(custom)}, of 10."
        )
        raise Refusal("TooManyCustomHeadersInResponseHeadersPolicy", message)
    removed = listed(config, "RemoveHeadersConfig")
    if len(removed) > 10:
        message = f"The number of headers in RemoveHeadersConfig exceeds the maximum: {len(removed)}, of 10."
        raise Refusal("TooManyRemoveHeadersInResponseHeadersPolicy", message)


@rule("cloudfront", "CreateResponseHeadersPolicy", "UpdateResponseHeadersPolicy")
def content_security_policies(call: Call) -> None:
    """A content security policy says something, in at most 1,783 characters.

    Source: CloudFront Developer Guide, "Quotas on headers", and API Reference, CreateResponseHeadersPolicy
    (TooLongCSPInResponseHeadersPolicy).
    """
    text = call.get("ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy")
    if text is not None and len(text) > 1783:
        message = f"The length of the Content-Security-Policy header value exceeds the maximum: {len(text)}, of 1783."
        raise Refusal("TooLongCSPInResponseHeadersPolicy", message)
    if text == "":
        raise Refusal("InvalidArgument", "The parameter ContentSecurityPolicy is required.")


@rule(
    "cloudfront", "CreateResponseHeadersPolicy", "UpdateResponseHeadersPolicy", "CreateCachePolicy", "UpdateCachePolicy"
)
def policy_comments(call: Call) -> None:
    """A policy's comment has 128 characters.

    Source: CloudFront API Reference, CachePolicyConfig and ResponseHeadersPolicyConfig (Comment).
    """
    config = call.get("CachePolicyConfig") or call.get("ResponseHeadersPolicyConfig") or {}
    length = len(config.get("Comment") or "")
    if length > 128:
        raise Refusal("InvalidArgument", f"The parameter Comment is too long: {length} characters, of 128.")
