"""Rules of CloudFront's policies."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces
from tests.distribution import listed

_numbers = itertools.count()


def cache_policy(**changes: Any) -> None:
    key = {
        "EnableAcceptEncodingGzip": False,
        "HeadersConfig": {"HeaderBehavior": "none"},
        "CookiesConfig": {"CookieBehavior": "none"},
        "QueryStringsConfig": {"QueryStringBehavior": "none"},
    }
    times = {name: changes.pop(name) for name in list(changes) if name.endswith("TTL") or name == "Comment"}
    config = {
        "Name": f"c{next(_numbers)}",
        "MinTTL": 0,
        **times,
        "ParametersInCacheKeyAndForwardedToOrigin": {**key, **changes},
    }
    client("cloudfront").create_cache_policy(CachePolicyConfig=config)


def headers_policy(**config: Any) -> None:
    named = {"Name": f"h{next(_numbers)}", **config}
    client("cloudfront").create_response_headers_policy(ResponseHeadersPolicyConfig=named)


def custom(*names: str) -> dict[str, Any]:
    return listed(*({"Header": name, "Value": "v", "Override": True} for name in names))


class CachePolicies(GapCase):
    @enforces("cloudfront_policies.times_to_live")
    def test_times_are_in_order(self) -> None:
        for times in ({"MinTTL": 61, "DefaultTTL": 60}, {"DefaultTTL": 61, "MaxTTL": 60}):
            with self.refused("InvalidArgument", "61", "60"):
                cache_policy(**times)
        cache_policy(MinTTL=100000)

    @enforces("cloudfront_policies.keys_without_a_cache")
    def test_what_is_not_kept_has_no_key(self) -> None:
        nothing = {"MinTTL": 0, "DefaultTTL": 0, "MaxTTL": 0}
        with self.refused("InvalidArgument", "EnableAcceptEncodingGzip", "caching disabled"):
            cache_policy(**nothing, EnableAcceptEncodingGzip=True)
        with self.refused("InvalidArgument", "QueryStringBehavior", "caching disabled"):
            cache_policy(**nothing, QueryStringsConfig={"QueryStringBehavior": "all"})
        cache_policy(**nothing)

    @enforces("cloudfront_policies.policy_comments")
    def test_a_comment_is_short(self) -> None:
        with self.refused("InvalidArgument", "129"):
            cache_policy(Comment="c" * 129)


class ResponseHeadersPolicies(GapCase):
    @enforces("cloudfront_policies.security_headers")
    def test_a_security_header_is_no_custom_header(self) -> None:
        for name in ("Content-Security-Policy", "X-Frame-Options"):
            with self.refused("InvalidArgument", name, "security header"):
                headers_policy(CustomHeadersConfig=custom(name))
        headers_policy(CustomHeadersConfig=custom("Permissions-Policy"))
        many = [f"x-{number}" for number in range(11)]
        with self.refused("TooManyCustomHeadersInResponseHeadersPolicy", "11"):
            headers_policy(CustomHeadersConfig=custom(*many))
        with self.refused("TooManyRemoveHeadersInResponseHeadersPolicy", "11"):
            headers_policy(RemoveHeadersConfig=listed(*({"Header": name} for name in many)))

    @enforces("cloudfront_policies.content_security_policies")
    def test_a_content_security_policy_has_a_length(self) -> None:
        def policy(text: str) -> None:
            csp = {"Override": False, "ContentSecurityPolicy": text}
            headers_policy(SecurityHeadersConfig={"ContentSecurityPolicy": csp})

        with self.refused("TooLongCSPInResponseHeadersPolicy", "1784"):
            policy("c" * 1784)
        policy("c" * 1783)
        with self.refused("InvalidArgument", "ContentSecurityPolicy"):
            policy("")
