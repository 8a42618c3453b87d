"""Rules of CloudFront's origins and cache behaviors."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.distribution import Distribution, custom_origin, listed


class Origins(GapCase):
    edge: Distribution

    @classmethod
    def setUpClass(cls) -> None:
        cls.edge = Distribution(custom_origin("origin.example"))

    def setUp(self) -> None:
        got = client("cloudfront").get_distribution_config(Id=self.edge.id)
        self.tag, self.config = got["ETag"], got["DistributionConfig"]
        self.site, self.other = self.config["Origins"]["Items"]
        self.behavior = self.config["CacheBehaviors"]["Items"][0]

    def update(self, **changes: Any) -> None:
        config = {**self.config, **changes}
        client("cloudfront").update_distribution(Id=self.edge.id, IfMatch=self.tag, DistributionConfig=config)

    def with_origin(self, **changes: Any) -> None:
        self.update(Origins=listed(self.site, {**self.other, **changes}))

    def with_behavior(self, **changes: Any) -> None:
        self.update(CacheBehaviors=listed({**self.behavior, **changes}))

    @enforces("cloudfront_origins.origin_ids")
    def test_origins_have_ids_of_their_own_that_behaviors_name(self) -> None:
        with self.refused("InvalidArgument", "site"):
            self.with_origin(Id="site")
        with self.refused("NoSuchOrigin", "nobody"):
            self.with_behavior(TargetOriginId="nobody")
        many = [{**self.other, "Id": f"o{number}"} for number in range(99)]
        with self.refused("TooManyOrigins", "101"):
            self.update(Origins=listed(self.site, self.other, *many))

    @enforces("cloudfront_origins.origin_groups")
    def test_a_group_only_reads(self) -> None:
        members = listed({"OriginId": "site"}, {"OriginId": "other"})
        codes = {"StatusCodes": {"Quantity": 1, "Items": [404]}}
        both = listed({"Id": "both", "FailoverCriteria": codes, "Members": members})
        with self.refused("InvalidArgument", "AllowedMethods cannot include POST"):
            self.update(OriginGroups=both, CacheBehaviors=listed({**self.behavior, "TargetOriginId": "both"}))
        site = {**self.config["DefaultCacheBehavior"], "TargetOriginId": "both"}
        self.update(OriginGroups=both, DefaultCacheBehavior=site)

    @enforces("cloudfront_origins.origin_connections")
    def test_ports_and_times_are_within_bounds(self) -> None:
        custom = self.other["CustomOriginConfig"]
        with self.refused("InvalidArgument", "81"):
            self.with_origin(CustomOriginConfig={**custom, "HTTPPort": 81})
        with self.refused("InvalidOriginReadTimeout", "121"):
            self.with_origin(CustomOriginConfig={**custom, "OriginReadTimeout": 121})
        with self.refused("InvalidOriginKeepaliveTimeout", "0"):
            self.with_origin(CustomOriginConfig={**custom, "OriginKeepaliveTimeout": 0})
        self.with_origin(CustomOriginConfig={**custom, "HTTPPort": 8080, "OriginReadTimeout": 120})

    @enforces("cloudfront_origins.origin_paths")
    def test_a_path_has_a_slash_before_it_and_none_after(self) -> None:
        for path in ("site", "/site/"):
            with self.refused("InvalidArgument", path):
                self.with_origin(OriginPath=path)

    @enforces("cloudfront_origins.origin_headers")
    def test_some_headers_are_cloudfronts(self) -> None:
        for name in ("Host", "X-Amz-Date", "X-Edge-Location"):
            with self.refused("InvalidArgument", name):
                self.with_origin(CustomHeaders=listed({"HeaderName": name, "HeaderValue": "v"}))
        many = [{"HeaderName": f"x-{number}", "HeaderValue": "v"} for number in range(31)]
        with self.refused("TooManyOriginCustomHeaders", "31"):
            self.with_origin(CustomHeaders=listed(*many))

    @enforces("cloudfront_origins.origin_access")
    def test_an_access_control_is_there(self) -> None:
        with self.refused("InvalidOriginAccessControl", "E0"):
            self.update(Origins=listed({**self.site, "OriginAccessControlId": "E0"}, self.other))

    @enforces("cloudfront_origins.path_patterns")
    def test_patterns_are_few_different_and_of_few_characters(self) -> None:
        with self.refused("InvalidArgument", "/a b"):
            self.with_behavior(PathPattern="/a b")
        with self.refused("InvalidArgument", "duplicates"):
            self.update(CacheBehaviors=listed(self.behavior, self.behavior))
        many = [{**self.behavior, "PathPattern": f"/{number}"} for number in range(75)]
        with self.refused("TooManyCacheBehaviors", "76"):
            self.update(CacheBehaviors=listed(*many))
        self.update(CacheBehaviors=listed(*many[1:]))

    @enforces("cloudfront_origins.methods")
    def test_methods_come_in_three_sets(self) -> None:
        methods = {**listed("GET", "HEAD", "POST"), "CachedMethods": listed("GET", "HEAD")}
        with self.refused("InvalidArgument", "AllowedMethods"):
            self.with_behavior(AllowedMethods=methods)

    @enforces("cloudfront_origins.cache_settings")
    def test_a_behavior_has_a_cache_policy_or_older_settings(self) -> None:
        older = {"QueryString": False, "Cookies": {"Forward": "none"}}
        with self.refused("InvalidArgument", "ForwardedValues cannot be used"):
            self.with_behavior(ForwardedValues=older)

    @enforces("cloudfront_origins.behavior_policies")
    def test_policies_are_there(self) -> None:
        gone = "00000000-0000-0000-0000-000000000000"
        for kind in ("CachePolicy", "OriginRequestPolicy", "ResponseHeadersPolicy"):
            with self.refused(f"NoSuch{kind}", gone):
                self.with_behavior(**{f"{kind}Id": gone})

    @enforces("cloudfront_origins.published_functions")
    def test_functions_are_published_and_one_for_an_event(self) -> None:
        config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
        code = b"function handler(event) { return event.request; }"
        made = client("cloudfront").create_function(Name="draft", FunctionConfig=config, FunctionCode=code)
        arn = made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
        association = {"FunctionARN": arn, "EventType": "viewer-request"}
        with self.refused("InvalidFunctionAssociation", "draft"):
            self.with_behavior(FunctionAssociations=listed(association))
        client("cloudfront").publish_function(Name="draft", IfMatch=made["ETag"])
        with self.refused("InvalidFunctionAssociation", "one event type"):
            self.with_behavior(FunctionAssociations=listed(association, association))
        self.with_behavior(FunctionAssociations=listed(association))
