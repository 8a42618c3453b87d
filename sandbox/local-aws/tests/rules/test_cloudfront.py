"""Rules of CloudFront's distributions and of what surrounds them."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.distribution import Distribution, custom_origin, listed, make_certificate, make_function

CODE = "function handler(event) { return event.request; }"


class Distributions(GapCase):
    edge: Distribution

    @classmethod
    def setUpClass(cls) -> None:
        cls.edge = Distribution(custom_origin("origin.example"))

    def config(self) -> Any:
        return client("cloudfront").get_distribution_config(Id=self.edge.id)

    def update(self, **changes: Any) -> None:
        got = self.config()
        config = {**got["DistributionConfig"], **changes}
        client("cloudfront").update_distribution(Id=self.edge.id, IfMatch=got["ETag"], DistributionConfig=config)

    def certified(self, *names: str) -> dict[str, Any]:
        arn = make_certificate(*names)
        return {"ACMCertificateArn": arn, "SSLSupportMethod": "sni-only", "MinimumProtocolVersion": "TLSv1.2_2021"}

    @enforces("cloudfront.caller_references")
    def test_a_reference_makes_one_distribution(self) -> None:
        config = self.config()["DistributionConfig"]
        with self.refused("DistributionAlreadyExists", config["CallerReference"]):
            client("cloudfront").create_distribution(DistributionConfig=config)

    @enforces("cloudfront.aliases")
    def test_a_name_is_one_distributions(self) -> None:
        Distribution(aliases=("taken.example",))
        with self.refused("CNAMEAlreadyExists", "taken.example"):
            self.update(Aliases=listed("taken.example"), ViewerCertificate=self.certified("taken.example"))

    @enforces("cloudfront.viewer_certificates")
    def test_a_name_needs_a_certificate_of_us_east_1_that_covers_it(self) -> None:
        names = listed("www.covered.example")
        with self.refused("InvalidViewerCertificate", "must attach a trusted certificate"):
            self.update(Aliases=names)
        with self.refused("InvalidViewerCertificate", "doesn't cover", "www.covered.example"):
            self.update(Aliases=names, ViewerCertificate=self.certified("covered.example", "*.b.covered.example"))
        here = client("acm").request_certificate(DomainName="www.covered.example", ValidationMethod="EMAIL")
        with self.refused("InvalidViewerCertificate", "us-east-1"):
            regional = {**self.certified("x.example"), "ACMCertificateArn": here["CertificateArn"]}
            self.update(Aliases=names, ViewerCertificate=regional)

    def test_a_wildcard_covers_a_label(self) -> None:
        self.update(Aliases=listed("www.wild.example"), ViewerCertificate=self.certified("*.wild.example"))
        self.update(Aliases=listed(), ViewerCertificate={"CloudFrontDefaultCertificate": True})

    @enforces("cloudfront.web_acls")
    def test_a_firewall_is_there_and_cloudfronts(self) -> None:
        arn = "arn:aws:wafv2:us-east-1:000000000000:global/webacl/gone/00000000-0000-0000-0000-000000000000"
        with self.refused("InvalidWebACLId", "gone"):
            self.update(WebACLId=arn)

    @enforces("cloudfront.comments_and_root_objects")
    def test_a_comment_is_short_and_the_root_object_has_no_slash_before_it(self) -> None:
        with self.refused("InvalidArgument", "129"):
            self.update(Comment="c" * 129)
        with self.refused("InvalidDefaultRootObject", "/index.html"):
            self.update(DefaultRootObject="/index.html")

    @enforces("cloudfront.origin_names")
    def test_an_origin_is_a_host_name(self) -> None:
        origins = self.config()["DistributionConfig"]["Origins"]["Items"]
        for name in ("https://origin.example", "origin.example/path", "origin.example:8080"):
            with self.refused("InvalidArgument", name):
                self.update(Origins=listed(origins[0], {**origins[1], "DomainName": name}))

    @enforces("cloudfront.invalidation_lengths")
    def test_a_path_to_invalidate_has_a_length(self) -> None:
        batch = {"CallerReference": "long", "Paths": listed("/" + "a" * 4000)}
        with self.refused("InvalidArgument", "invalidation paths"):
            client("cloudfront").create_invalidation(DistributionId=self.edge.id, InvalidationBatch=batch)


class Users(GapCase):
    @enforces("cloudfront.function_sizes")
    def test_a_function_has_10_kb(self) -> None:
        config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
        code = (CODE + "// " + "x" * 10240).encode()
        with self.refused("FunctionSizeLimitExceeded", "10240"):
            client("cloudfront").create_function(Name="large", FunctionConfig=config, FunctionCode=code)

    @enforces("cloudfront.functions_in_use")
    def test_a_function_in_use_stays(self) -> None:
        function = make_function(CODE)
        Distribution(site=function)
        name = function["FunctionAssociations"]["Items"][0]["FunctionARN"].rpartition("/")[2]
        tag = client("cloudfront").describe_function(Name=name, Stage="DEVELOPMENT")["ETag"]
        with self.refused("FunctionInUse", name):
            client("cloudfront").delete_function(Name=name, IfMatch=tag)

    @enforces("cloudfront.access_controls_in_use")
    def test_an_access_control_in_use_stays(self) -> None:
        cloudfront = client("cloudfront")
        edge = Distribution()
        origin = cloudfront.get_distribution(Id=edge.id)["Distribution"]["DistributionConfig"]["Origins"]["Items"][0]
        identity = origin["OriginAccessControlId"]
        tag = cloudfront.get_origin_access_control(Id=identity)["ETag"]
        with self.refused("OriginAccessControlInUse", identity):
            cloudfront.delete_origin_access_control(Id=identity, IfMatch=tag)

    @enforces("cloudfront.access_control_names")
    def test_an_access_control_has_a_short_name(self) -> None:
        control = {"OriginAccessControlOriginType": "s3", "SigningBehavior": "always", "SigningProtocol": "sigv4"}
        with self.refused("InvalidArgument", "64"):
            client("cloudfront").create_origin_access_control(OriginAccessControlConfig={"Name": "n" * 65, **control})
