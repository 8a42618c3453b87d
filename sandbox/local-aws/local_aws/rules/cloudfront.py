"""Rules of CloudFront's distributions: what surrounds them, and who uses what."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

WRITES = ("CreateDistribution", "CreateDistributionWithTags", "UpdateDistribution")
"""Calls that say what a distribution consists of."""


def config_of(call: Call) -> dict[str, Any]:
    """The distribution that a call asks for."""
    nested = call.get("DistributionConfigWithTags.DistributionConfig")
    config: dict[str, Any] = nested if nested is not None else call.get("DistributionConfig", {})
    return config


def listed(parent: dict[str, Any], name: str) -> list[Any]:
    """The items of one of CloudFront's lists, which have a quantity beside them."""
    return list((parent.get(name) or {}).get("Items") or [])


def behaviors(config: dict[str, Any]) -> list[dict[str, Any]]:
    """All cache behaviors, the default one first."""
    return [config.get("DefaultCacheBehavior") or {}, *listed(config, "CacheBehaviors")]


def in_use(tag: str, value: str) -> bool:
    """Whether a distribution names a value in elements of a tag."""
    return any(value in texts for _, texts in _stored(tag))


def _stored(tag: str) -> Iterator[tuple[str, list[str]]]:
    from ministack.services import cloudfront

    for identity, distribution in cloudfront._distributions.items():
        elements = ElementTree.fromstring(distribution["config_xml"]).iter()
        yield identity, [each.text or "" for each in elements if each.tag.rpartition("}")[2] == tag]


@rule("cloudfront", "CreateDistribution", "CreateDistributionWithTags")
def caller_references(call: Call) -> None:
    """A reference makes one distribution, ever.

    Source: CloudFront API Reference, DistributionConfig (CallerReference).
    """
    reference = config_of(call)["CallerReference"]
    if in_use("CallerReference", reference):
        message = (
            "The caller reference that you are using to create a distribution is "
            f"associated with another distribution: {reference}"
        )
        raise Refusal("DistributionAlreadyExists", message, 409)


@rule("cloudfront", *WRITES)
def aliases(call: Call) -> None:
    """An alternate domain name is one distribution's.

    Source: CloudFront Developer Guide, "Restrictions on using alternate domain names".
    """
    names = {name.lower() for name in listed(config_of(call), "Aliases")}
    for identity, texts in _stored("CNAME"):
        taken = names & {text.lower() for text in texts}
        if taken and identity != call.get("Id"):
            message = "One or more of the CNAMEs you provided are already associated with a different resource"
            raise Refusal("CNAMEAlreadyExists", f"{message}: {', '.join(sorted(taken))}.", 409)


@rule("cloudfront", *WRITES)
def viewer_certificates(call: Call) -> None:
    """Alternate domain names need a certificate that covers each, is in us-east-1 and has been issued.

    Source: CloudFront Developer Guide, "Requirements for using alternate domain names" and "Requirements for using
    SSL/TLS certificates with CloudFront".
    """
    from ministack.services import acm

    config = config_of(call)
    names = listed(config, "Aliases")
    arn = (config.get("ViewerCertificate") or {}).get("ACMCertificateArn")
    if arn is None:
        if names and not (config.get("ViewerCertificate") or {}).get("IAMCertificateId"):
            raise Refusal(
                "InvalidViewerCertificate",
                "To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted "
                f"certificate that validates your authorization to use the domain name: {', '.join(names)}.",
            )
        return
    certificate = acm._certificates.get_scoped(call.account, "us-east-1", arn)
    if ":us-east-1:" not in arn or certificate is None or certificate["Status"] != "ISSUED":
        message = (
            "The specified SSL certificate doesn't exist, isn't in us-east-1 "
            f"region, isn't valid, or doesn't include a valid certificate chain: {arn}."
        )
        raise Refusal("InvalidViewerCertificate", message)
    for name in names:
        if not any(covers(subject, name) for subject in certificate["SubjectAlternativeNames"]):
            message = (
                "The certificate that is attached to your distribution doesn't cover "
                "the alternate domain name (CNAME) that you're trying to add"
            )
            raise Refusal("InvalidViewerCertificate", f"{message}: {name}.")


def covers(subject: str, name: str) -> bool:
    """A wildcard stands for one label."""
    subject, name = subject.lower(), name.lower()
    return subject == name or (subject.startswith("*.") and name.partition(".")[2] == subject[2:])


@rule("cloudfront", *WRITES)
def web_acls(call: Call) -> None:
    """A distribution's firewall is one of scope CLOUDFRONT, which exists.

    Source: CloudFront API Reference, DistributionConfig (WebACLId) and CreateDistribution (InvalidWebACLId).
    """
    from ministack.services import waf

    arn = config_of(call).get("WebACLId") or ""
    if arn and not any(acl["ARN"] == arn and ":global/" in arn for acl in waf._web_acls.all_values()):
        raise Refusal("InvalidWebACLId", f"Web ACL is not accessible by the requester: {arn}.")


@rule("cloudfront", *WRITES)
def comments_and_root_objects(call: Call) -> None:
    """A comment has 128 characters, and a default root object is named without a slash before it.

    Source: CloudFront API Reference, DistributionConfig (Comment, DefaultRootObject).
    """
    config = config_of(call)
    comment, root = config.get("Comment") or "", config.get("DefaultRootObject") or ""
    if len(comment) > 128:
        raise Refusal("InvalidArgument", f"The parameter Comment is too long: {len(comment)} characters, of 128.")
    if root.startswith("/") or len(root) > 255:
        raise Refusal(
            "InvalidDefaultRootObject",
            f"The default root object file name is too big or contains an invalid character: {root}",
        )


@rule("cloudfront", "CreateFunction", "UpdateFunction")
def function_sizes(call: Call) -> None:
    """A function has 10 KB.

    Source: CloudFront Developer Guide, "Quotas on CloudFront Functions".
    """
    size = len(call.get("FunctionCode") or b"")
    if size > 10 * 1024:
        raise Refusal("FunctionSizeLimitExceeded", f"The function is too large: {size} bytes, of 10240.", 413)


@rule("cloudfront", "DeleteFunction")
def functions_in_use(call: Call) -> None:
    """A function that a distribution names stays.

    Source: CloudFront API Reference, DeleteFunction (FunctionInUse).
    """
    name = call.get("Name")
    if in_use("FunctionARN", f"arn:aws:cloudfront::{call.account}:function/{name}"):
        message = f"Cannot delete function {name}, it is in use by one or more distributions."
        raise Refusal("FunctionInUse", message, 409)


@rule("cloudfront", "DeleteOriginAccessControl")
def access_controls_in_use(call: Call) -> None:
    """An origin access control that a distribution names stays.

    Source: CloudFront API Reference, DeleteOriginAccessControl (OriginAccessControlInUse).
    """
    if in_use("OriginAccessControlId", call.get("Id")):
        message = (
            "Cannot delete the origin access control because it's in use by one or "
            f"more distributions: {call.get('Id')}."
        )
        raise Refusal("OriginAccessControlInUse", message, 409)


@rule("cloudfront", "CreateOriginAccessControl", "UpdateOriginAccessControl")
def access_control_names(call: Call) -> None:
    """Names of origin access controls have 64 characters.

    Source: CloudFront API Reference, OriginAccessControlConfig (Name).
    """
    name = call.get("OriginAccessControlConfig.Name", "")
    if len(name) > 64:
        raise Refusal("InvalidArgument", f"The parameter Name is too long: {name} has {len(name)} characters, of 64.")


@rule("cloudfront", "CreateInvalidation")
def invalidation_lengths(call: Call) -> None:
    """A path has 4,000 characters, and `*` only stands for something at its end.

    Source: CloudFront Developer Guide, "Invalidate files" (what you need to know) and "Quotas on invalidations".
    """
    for path in listed(call.get("InvalidationBatch", {}), "Paths"):
        if len(path) > 4000:
            raise Refusal(
                "InvalidArgument", f"Your request contains one or more invalid invalidation paths: {path[:80]}..."
            )


_UNLIKE_A_NAME = re.compile(r"[/:?#\s]")


@rule("cloudfront", *WRITES)
def origin_names(call: Call) -> None:
    """An origin is a host name, without protocol, port and path.

    Source: CloudFront Developer Guide, "Origin settings" (Origin domain) and API Reference, Origin (DomainName).
    """
    for origin in listed(config_of(call), "Origins"):
        name = origin.get("DomainName", "")
        if not name or _UNLIKE_A_NAME.search(name):
            raise Refusal("InvalidArgument", f"The parameter Origin DomainName does not refer to a valid host: {name}.")
