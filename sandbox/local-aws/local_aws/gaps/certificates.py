"""The certificates of Certificate Manager."""

import json
from typing import Any

from ministack.services import acm, route53

from local_aws.patch import Response, wrap

_SIGNATURES = {"EC_prime256v1": "SHA256WITHECDSA", "EC_secp384r1": "SHA384WITHECDSA"}
"""Of other keys, which are RSA: `SHA256WITHRSA`."""


def key_algorithms() -> None:
    """Every certificate is shown with an RSA key: the provider would replace one with another key in every update."""
    wrap(acm, "_request_certificate", _keep_algorithm)
    wrap(acm, "_cert_shape", _show_algorithm)


def dns_validation() -> None:
    """A certificate is issued at once, so one that lacks its validation records in Route 53 would never show.

    Here it is pending until its records are there; after that it stays issued, whatever becomes of them.
    """
    wrap(acm, "_request_certificate", _request)
    wrap(acm, "_describe_certificate", _judged_first)
    wrap(acm, "_list_certificates", _judged_first)


def _keep_algorithm(original: Any, data: dict[str, Any]) -> Response:
    response: Response = original(data)
    if certificate := _requested(response):
        certificate["KeyAlgorithm"] = data.get("KeyAlgorithm", "RSA_2048")
    return response


def _show_algorithm(original: Any, certificate: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = original(certificate)
    algorithm = certificate.get("KeyAlgorithm", shown["KeyAlgorithm"])
    return {
        **shown,
        "KeyAlgorithm": algorithm,
        "SignatureAlgorithm": _SIGNATURES.get(algorithm, shown["SignatureAlgorithm"]),
    }


def _request(original: Any, data: dict[str, Any]) -> Response:
    response: Response = original(data)
    certificate = _requested(response)
    if certificate and certificate["ValidationMethod"] == "DNS":
        certificate["Status"] = "PENDING_VALIDATION"
        for option in certificate["DomainValidationOptions"]:
            option["ValidationStatus"] = "PENDING_VALIDATION"
    return response


def _requested(response: Response) -> dict[str, Any] | None:
    status, _, body = response
    return acm._certificates[json.loads(body)["CertificateArn"]] if status == 200 else None


def _judged_first(original: Any, data: dict[str, Any]) -> Response:
    for certificate in acm._certificates.values():
        if certificate["Status"] == "PENDING_VALIDATION":
            _judge(certificate)
    return original(data)


def _judge(certificate: dict[str, Any]) -> None:
    for option in certificate["DomainValidationOptions"]:
        if _is_in_dns(**option["ResourceRecord"]):
            option["ValidationStatus"] = "SUCCESS"
    if all(option["ValidationStatus"] == "SUCCESS" for option in certificate["DomainValidationOptions"]):
        certificate["Status"] = "ISSUED"
        certificate["IssuedAt"] = acm.now_iso()


def _is_in_dns(Name: str, Type: str, Value: str) -> bool:  # noqa: N803 - as ACM names them
    wanted = (Name.rstrip("."), Type, [Value.rstrip(".")])
    return any(
        wanted == (record["Name"].rstrip("."), record["Type"], [v.rstrip(".") for v in record.get("ResourceRecords", ())])
        for records in route53._records.values()
        for record in records
    )
