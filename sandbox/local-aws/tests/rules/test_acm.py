"""Rules of Certificate Manager."""

from tests.case import GapCase, client, enforces
from tests.distribution import Distribution
from tests.test_edge_resources import globally
from tests.test_load_balancers import FORBIDDEN, make_balancer, make_certificate, make_listener


class Certificates(GapCase):
    @enforces("acm.certificate_names")
    def test_a_certificate_has_ten_names_and_a_short_first_one(self) -> None:
        acm = globally("acm")
        with self.refused("LimitExceededException", "11"):
            others = [f"n{number}.example" for number in range(10)]
            acm.request_certificate(DomainName="first.example", SubjectAlternativeNames=others)
        with self.refused("InvalidDomainValidationOptionsException", "64"):
            acm.request_certificate(DomainName=f"{'a' * 50}.{'b' * 20}.example")

    @enforces("acm.certificates_in_use")
    def test_a_certificate_in_use_stays(self) -> None:
        edge = Distribution(aliases=("used.example",))
        got = client("cloudfront").get_distribution_config(Id=edge.id)["DistributionConfig"]
        arn = got["ViewerCertificate"]["ACMCertificateArn"]
        with self.refused("ResourceInUseException", arn):
            globally("acm").delete_certificate(CertificateArn=arn)

    @enforces("acm.certificates_in_use")
    def test_so_does_that_of_a_listener_or_a_domain_name(self) -> None:
        acm, of_listener, of_domain, free = client("acm"), make_certificate(), make_certificate(), make_certificate()
        certificates = [{"CertificateArn": of_listener}]
        make_listener(make_balancer(), FORBIDDEN, Protocol="HTTPS", Port=443, Certificates=certificates)
        client("apigatewayv2").create_domain_name(
            DomainName="kept.example",
            DomainNameConfigurations=[{"CertificateArn": of_domain, "EndpointType": "REGIONAL"}],
        )
        for arn in (of_listener, of_domain):
            with self.refused("ResourceInUseException", arn):
                acm.delete_certificate(CertificateArn=arn)
        acm.delete_certificate(CertificateArn=free)
