"""Rules of Certificate Manager."""

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule


@rule("acm", "RequestCertificate")
def certificate_names(call: Call) -> None:
    """A certificate has ten names, the first of at most 64 characters, and asks for validation of each.

    Source: AWS Certificate Manager API Reference, RequestCertificate (DomainName, SubjectAlternativeNames), and User
    Guide, "Quotas".
    """
    first = call.get("DomainName", "")
    names = {name.lower() for name in (first, *call.get("SubjectAlternativeNames", []))}
    if len(first) > 64:
        raise Refusal(
            "InvalidDomainValidationOptionsException",
            f"The first domain name can be no longer than 64 characters: {first}",
        )
    if len(names) > 10:
        raise Refusal("LimitExceededException", f"Certificate has too many domains: {len(names)}, of 10")
    if call.get("CertificateAuthorityArn") is None and any(name.endswith(".amazonaws.com") for name in names):
        raise Refusal(
            "InvalidDomainValidationOptionsException", f"A certificate cannot be requested for a name of AWS: {first}"
        )


@rule("acm", "DeleteCertificate")
def certificates_in_use(call: Call) -> None:
    """A certificate that a distribution, a listener or an API's domain name has stays.

    Source: AWS Certificate Manager API Reference, DeleteCertificate (ResourceInUseException).
    """
    from ministack.services import alb, apigateway_v1

    from local_aws.rules.cloudfront import in_use

    arn = call.get("CertificateArn")
    used = {certificate for listener in alb._listeners.all_values() for certificate in listener.get("Certificates", [])}
    for domain in apigateway_v1._domain_names.values():
        used |= {domain.get("certificateArn"), domain.get("regionalCertificateArn")}
    if arn in used or in_use("ACMCertificateArn", arn):
        raise Refusal("ResourceInUseException", f"Certificate {arn} in account {call.account} is in use.")
