"""Rules of API Gateway's HTTP APIs."""

import re
from typing import Any

from ministack.services import acm, apigateway, ec2

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_ROUTE = re.compile(r"(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (/.*)")
_GREEDY_BEFORE_THE_END = re.compile(r"\{[^{}/]*\+\}.")
_VARIABLE = re.compile(r"\{[^{}/+]*\}")
_ISSUER = re.compile(r"https://[^/?#\s]+.*|http://(127\.0\.0\.1|localhost)(:\d+)?(/.*)?")
"""An issuer on this machine is the stand-in of a test."""
_RESERVED = re.compile(r"https://([^/?#:]*\.)?(example(\.com|\.net|\.org)?|invalid|test|localhost)([:/?#].*)?")
_LINKED = re.compile(r"arn:aws[\w-]*:(elasticloadbalancing:.*:listener/.+|servicediscovery:.*:service/.+)")
_WITHOUT_LINKS = ("ape1-az1", "apne1-az3", "apne2-az4", "cac1-az4", "euw3-az2", "use1-az3", "usw1-az2")
_MOST = {"CreateRoute": 300, "CreateIntegration": 300, "CreateAuthorizer": 10}


@rule("apigatewayv2", "CreateRoute", "UpdateRoute")
def route_keys(call: Call) -> None:
    """A route of an HTTP API is a method and a path, in which `{name+}` stands at the end alone, or `$default`. An API
    has each once, whatever the names of its variables.

    Source: API Gateway Developer Guide, "Create routes for HTTP APIs in API Gateway"; the messages are those of
    badmintoncryer/cdk-preflight, pf-apigwv2-http-route-key, anomalyco/sst#5031 and plutomi/plutomi#271.
    """
    api, key = call.get("ApiId", ""), call.get("RouteKey")
    if key is None or not _is_http(api):
        return
    found = _ROUTE.fullmatch(key)
    if key != "$default" and (found is None or _GREEDY_BEFORE_THE_END.search(found[2])):
        raise _bad(
            "The provided route key is not formatted properly for HTTP protocol. Format should be "
            '"[HTTP METHOD] /[RESOURCE PATH]" or "$default"'
        )
    for identity, route in apigateway._routes.get(api, {}).items():
        other = route["routeKey"]
        if identity == call.get("RouteId"):
            continue
        if other == key:
            raise _conflict(f"Route with key {key} already exists for this API")
        if _shape(other) == _shape(key):
            raise _conflict(
                f'The provided route key "{key}" has a conflicting variable on the same hierarchical level as "{other}"'
            )


@rule("apigatewayv2", "CreateRoute")
def route_targets(call: Call) -> None:
    """A route leads to an integration by its id, and one that asks for a token has an authorizer that is there; scopes
    are such a token's.

    Source: API Gateway API Reference, CreateRoute (Target, AuthorizationType, AuthorizerId, AuthorizationScopes); the
    messages are those of badmintoncryer/cdk-preflight, rules/apigatewayv2.
    """
    api, kind, target = call.get("ApiId", ""), call.get("AuthorizationType", "NONE"), call.get("Target")
    if not _is_http(api):
        return
    if target is not None and not target.startswith("integrations/"):
        raise _bad(
            "Unexpected or malformed target in route. Correct format should be integrations/<integration_id>."
        )
    if kind == "JWT" and call.get("AuthorizerId") not in apigateway._authorizers.get(api, {}):
        raise _bad("Setting the authorization type to JWT requires a valid JWT authorizer.")
    if kind != "JWT" and call.get("AuthorizationScopes"):
        raise _bad("Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization type")


@rule("apigatewayv2", "CreateRoute", "CreateIntegration", "CreateAuthorizer")
def quotas(call: Call) -> None:
    """An API has at most 300 routes, 300 integrations and 10 authorizers.

    Source: API Gateway Developer Guide, "Quotas for configuring and running an HTTP API in API Gateway"; the answer is
    that of anomalyco/sst#4522.
    """
    what, most = f"{call.operation.removeprefix('Create')}s", _MOST[call.operation]
    held = {
        "Routes": apigateway._routes,
        "Integrations": apigateway._integrations,
        "Authorizers": apigateway._authorizers,
    }
    if len(held[what].get(call.get("ApiId", ""), {})) >= most:
        raise _conflict(
            f"Maximum number of {what} for this API has been reached. Please contact AWS if you need "
            f"additional {what}.",
            status=429,
        )


@rule("apigatewayv2", "CreateAuthorizer", "UpdateAuthorizer")
def issuers(call: Call) -> None:
    """A JWT authorizer has an issuer, whose keys are asked for by HTTPS.

    Source: API Gateway API Reference, CreateAuthorizer (JwtConfiguration); API Gateway Developer Guide, "Control access
    to HTTP APIs with JWT authorizers in API Gateway"; the messages are those of badmintoncryer/cdk-preflight,
    pf-apigwv2-jwt-authorizer-config and pf-apigwv2-jwt-issuer-https.
    """
    configuration = call.get("JwtConfiguration")
    if configuration is None:
        if call.operation == "CreateAuthorizer" and call.get("AuthorizerType") == "JWT":
            raise _bad("JwtConfiguration must not be null for JWT Authorizer")
        return
    issuer = configuration.get("Issuer")
    if issuer is not None and not _ISSUER.fullmatch(issuer):
        raise _bad("Invalid issuer: Issuer is not a valid URL for JWT Authorizer")


@rule("apigatewayv2", "CreateAuthorizer", "UpdateAuthorizer")
def discovery(call: Call) -> None:
    """An issuer has a discovery document, which API Gateway asks for at once. Names that are reserved for documents and tests
    have none; whether others have, nobody is asked here.

    Source: API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers in API Gateway"; RFC 2606; the
    message is that of haandol/cognito-kakao-example#1.
    """
    issuer = call.get("JwtConfiguration.Issuer", "")
    if _RESERVED.fullmatch(issuer):
        raise _bad(
            f"Invalid issuer: {issuer}. Issuer must have a valid discovery endpoint ended with "
            "'/.well-known/openid-configuration'"
        )


@rule("apigatewayv2", "CreateIntegration")
def integrations(call: Call) -> None:
    """An HTTP API passes on to functions and actions of AWS, and by a method to HTTP, which has the first payload
    format alone; a VPC link leads to a listener or a Cloud Map service. A format that is not given is AWS's choice.

    Source: API Gateway API Reference, CreateIntegration (IntegrationType, IntegrationUri, PayloadFormatVersion,
    ConnectionId); the messages are those of hashicorp/terraform-provider-aws#17289, klothoplatform/klotho#347 and
    badmintoncryer/cdk-preflight, rules/apigatewayv2.
    """
    kind, version = call.get("IntegrationType", ""), call.get("PayloadFormatVersion", "1.0")
    if not _is_http(call.get("ApiId", "")):
        return
    if kind not in ("AWS_PROXY", "HTTP_PROXY"):
        raise _bad(
            "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, "
            "HTTP_PROXY)"
        )
    if version not in ("1.0", "2.0"):
        raise _bad(f"Unsupported PayloadFormatVersion: {version}")
    if kind == "HTTP_PROXY" and version != "1.0":
        raise _bad(f"PayloadFormatVersion {version} is not supported for integration of type HTTP_PROXY")
    if kind == "HTTP_PROXY" and not call.get("IntegrationMethod"):
        raise _bad("HttpMethod parameter method must be specified for integrationType HTTPPROXY")
    if call.get("ConnectionType") != "VPC_LINK":
        return
    if not call.get("ConnectionId"):
        raise _bad("ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK")
    if not _LINKED.fullmatch(call.get("IntegrationUri", "")):
        raise _bad(
            "For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."
        )


@rule("apigatewayv2", "CreateStage", "UpdateStage")
def stage_settings(call: Call) -> None:
    """A stage has settings of routes that are there, and an access log with the id of each request.

    Source: API Gateway API Reference, CreateStage (RouteSettings) and AccessLogSettings (Format); the messages are
    those of terraform-aws-modules/terraform-aws-apigateway-v2#80 and badmintoncryer/cdk-preflight,
    pf-apigwv2-access-log-format-request-id.
    """
    keys = {route["routeKey"] for route in apigateway._routes.get(call.get("ApiId", ""), {}).values()}
    for key in call.get("RouteSettings", {}):
        if key not in keys:
            message = f"Unable to find Route by key {key} within the provided RouteSettings"
            raise Refusal("NotFoundException", message, 404)
    text = call.get("AccessLogSettings.Format")
    if text and "$context.requestId" not in text and "$context.extendedRequestId" not in text:
        raise _bad("Access Log format must include either $context.requestId or $context.extendedRequestId")


@rule("apigatewayv2", "CreateVpcLink")
def link_subnets(call: Call) -> None:
    """A VPC link has subnets, which are there, in zones that have VPC links.

    Source: API Gateway Developer Guide, "Set up VPC links V2 in API Gateway" (availability by Region); the messages are
    those of aws/aws-cdk#13569 and badmintoncryer/cdk-preflight, pf-apigwv2-vpc-link-subnets-required.
    """
    if not call.get("SubnetIds"):
        raise _bad("SubnetIds for a vpc link cannot be empty")
    for identity in call.get("SubnetIds", []):
        subnet = ec2._subnets.get(identity)
        if subnet is None:
            raise _bad(f"The subnet ID '{identity}' does not exist")
        zone = subnet.get("AvailabilityZoneId")
        if zone in _WITHOUT_LINKS:
            raise _bad(f"Subnet '{identity}' is in Availability Zone '{zone}' where service is not available")


@rule("apigatewayv2", "CreateDomainName", "UpdateDomainName")
def domain_certificates(call: Call) -> None:
    """A domain name has a certificate of ACM that is there, in its own region.

    Source: API Gateway Developer Guide, "Set up a Regional custom domain name in API Gateway"; the message is that of
    badmintoncryer/cdk-preflight, pf-apigwv2-domain-certificate-region.
    """
    for configuration in call.get("DomainNameConfigurations", []):
        arn = configuration.get("CertificateArn")
        if arn is not None and (f":acm:{call.region}:" not in arn or arn not in acm._certificates):
            raise _bad(f"Invalid certificate ARN: {arn}. Certificate must be in '{call.region}'.")


def _is_http(api: str) -> bool:
    found: dict[str, Any] = apigateway._apis.get(api, {})
    return bool(found.get("protocolType", "HTTP") == "HTTP")


def _shape(key: str) -> str:
    """A route without the names of its variables, but for one that takes the rest."""
    return _VARIABLE.sub("{}", key)


def _bad(message: str) -> Refusal:
    return Refusal("BadRequestException", message)


def _conflict(message: str, status: int = 409) -> Refusal:
    return Refusal("ConflictException", message, status)
