"""A distribution with a site in S3 and any other origins."""

import itertools
import json
from typing import Any
from urllib.parse import urlsplit

from tests.case import GapCase, client
from tests.web import Answer, request

_numbers = itertools.count()

CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
"""Managed policies (CloudFront Developer Guide)."""

_METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
_PORTS = {"HTTPPort": 80, "HTTPSPort": 443}


def listed(*items: Any) -> dict[str, Any]:
    return {"Quantity": len(items), **({"Items": list(items)} if items else {})}


def custom_origin(name: str, policy: str = "https-only", **headers: str) -> dict[str, Any]:
    return {
        "Id": "other",
        "DomainName": name,
        "OriginPath": "",
        "CustomHeaders": listed(*({"HeaderName": key, "HeaderValue": headers[key]} for key in headers)),
        "CustomOriginConfig": {**_PORTS, "OriginProtocolPolicy": policy, "OriginSslProtocols": listed("TLSv1.2")},
    }


def vpc_origin(balancer: dict[str, Any], policy: str, name: str) -> dict[str, Any]:
    endpoint = {"Name": f"origin-{next(_numbers)}", "Arn": balancer["LoadBalancerArn"], "HTTPPort": 80}
    endpoint.update(HTTPSPort=8443, OriginProtocolPolicy=policy)
    made = client("cloudfront").create_vpc_origin(VpcOriginEndpointConfig=endpoint)["VpcOrigin"]
    config = {"VpcOriginId": made["Id"], "OriginReadTimeout": 5, "OriginKeepaliveTimeout": 5}
    return {**custom_origin(name), "CustomOriginConfig": None, "VpcOriginConfig": config}


def make_function(code: str) -> dict[str, Any]:
    """A published function, as a behavior names one that runs for each viewer's request."""
    functions, name = client("cloudfront"), f"function-{next(_numbers)}"
    config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
    made = functions.create_function(Name=name, FunctionConfig=config, FunctionCode=code.encode())
    functions.publish_function(Name=name, IfMatch=made["ETag"])
    arn = made["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
    return {"FunctionAssociations": listed({"FunctionARN": arn, "EventType": "viewer-request"})}


def make_certificate(*names: str) -> str:
    """One in CloudFront's region that is issued at once, as those that are validated by mail are here."""
    acm = GapCase.aws().client("acm", "us-east-1")
    first, *others = names
    more = {"SubjectAlternativeNames": others} if others else {}
    arn: str = acm.request_certificate(DomainName=first, ValidationMethod="EMAIL", **more)["CertificateArn"]
    return arn


class Distribution:
    """`/api/*` leads to `other`, all else to `site/` of a bucket that lets in nobody else."""

    def __init__(
        self,
        other: dict[str, Any] | None = None,
        *,
        site: dict[str, Any] | None = None,
        api: dict[str, Any] | None = None,
        policy: str = "redirect-to-https",
        aliases: tuple[str, ...] = (),
        lists: bool = False,
    ) -> None:
        self.bucket = f"site-{next(_numbers)}"
        client("s3").create_bucket(
            Bucket=self.bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
        cloudfront = client("cloudfront")
        control = {"OriginAccessControlOriginType": "s3", "SigningBehavior": "always", "SigningProtocol": "sigv4"}
        made = cloudfront.create_origin_access_control(
            OriginAccessControlConfig={"Name": self.bucket, **control}
        )["OriginAccessControl"]
        origin = {
            **custom_origin(f"{self.bucket}.s3.eu-west-1.amazonaws.com"),
            "Id": "site",
            "OriginPath": "/site",
            "OriginAccessControlId": made["Id"],
            "CustomOriginConfig": None,
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }
        common = {"ViewerProtocolPolicy": policy, "CachePolicyId": CACHING_DISABLED, "Compress": True}
        behavior = {
            **common,
            "PathPattern": "/api/*",
            "TargetOriginId": "other",
            "OriginRequestPolicyId": ALL_VIEWER_EXCEPT_HOST,
            "AllowedMethods": {**listed(*_METHODS), "CachedMethods": listed("GET", "HEAD")},
            **(api or {}),
        }
        origins = [each for each in (origin, other) if each]
        config = {
            "CallerReference": self.bucket,
            "Comment": "",
            "Enabled": True,
            "Aliases": listed(*aliases),
            "DefaultRootObject": "index.html",
            "Origins": listed(*({k: v for k, v in each.items() if v is not None} for each in origins)),
            "DefaultCacheBehavior": {**common, "TargetOriginId": "site", **(site or {})},
            "CacheBehaviors": listed(*([behavior] if other else [])),
        }
        if aliases:
            config["ViewerCertificate"] = {
                "ACMCertificateArn": make_certificate(*aliases),
                "SSLSupportMethod": "sni-only",
                "MinimumProtocolVersion": "TLSv1.2_2021",
            }
        created = cloudfront.create_distribution(DistributionConfig=config)["Distribution"]
        self.id, self.arn = created["Id"], created["ARN"]
        self.label = created["DomainName"].partition(".")[0]
        self._let_in(lists)

    def put(self, path: str, body: str, **options: str) -> None:
        client("s3").put_object(Bucket=self.bucket, Key=f"site/{path}", Body=body.encode(), **options)

    def get(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        """As a browser asks for it: at a name that is this machine's, over HTTP."""
        port = urlsplit(GapCase.aws().url).port
        return request(f"{self.label}.cloudfront.localhost:{port}", path, method, body, **headers)

    def _let_in(self, lists: bool) -> None:
        arn = f"arn:aws:s3:::{self.bucket}"
        anybody = {"Sid": "TlsOnly", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
        reader = {"Sid": "Edge", "Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}}
        reader.update(Action="s3:GetObject", Resource=f"{arn}/site/*")
        statements = [
            {**anybody, "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            {**reader, "Condition": {"StringEquals": {"aws:SourceArn": self.arn}}},
        ]
        if lists:
            lister = {**statements[1], "Sid": "List", "Action": "s3:ListBucket", "Resource": arn}
            statements.append(lister)
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        client("s3").put_bucket_policy(Bucket=self.bucket, Policy=policy)
