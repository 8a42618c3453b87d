"""Rules of API Gateway's HTTP APIs."""

from typing import Any

from tests.case import GapCase, client, enforces, make_vpc
from tests.test_http_apis import make_api
from tests.test_load_balancers import FORBIDDEN, make_balancer, make_certificate, make_listener


def make_authorizer(api: str, issuer: str = "https://accounts.google.com", name: str = "authorizer") -> str:
    made = client("apigatewayv2").create_authorizer(
        ApiId=api,
        Name=name,
        AuthorizerType="JWT",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": issuer, "Audience": ["web"]},
    )
    return str(made["AuthorizerId"])


class Routes(GapCase):
    def make(self, api: str, key: str, **options: Any) -> str:
        return str(client("apigatewayv2").create_route(ApiId=api, RouteKey=key, **options)["RouteId"])

    @enforces("apigatewayv2.route_keys")
    def test_a_key_is_a_method_and_a_path(self) -> None:
        api = make_api()
        for key in ("$default", "GET /", "ANY /a/{id}/b", "POST /a/{proxy+}", "DELETE /a/b-c_d.e~f"):
            self.make(api, key)
        for key in ("/a", "TRACE /a", "GET a", "GET/a", "GET /{proxy+}/a", "default"):
            with self.refused("BadRequestException", "not formatted properly"):
                self.make(api, key)

    @enforces("apigatewayv2.route_keys")
    def test_an_api_has_a_route_once(self) -> None:
        api = make_api()
        route = self.make(api, "GET /a/{id}")
        with self.refused("ConflictException", "Route with key GET /a/{id} already exists"):
            self.make(api, "GET /a/{id}")
        with self.refused("ConflictException", "conflicting variable", "GET /a/{id}"):
            self.make(api, "GET /a/{name}")
        self.make(api, "POST /a/{name}")
        client("apigatewayv2").update_route(ApiId=api, RouteId=route, RouteKey="GET /a/{name}")

    @enforces("apigatewayv2.route_targets")
    def test_a_route_that_asks_for_a_token_has_an_authorizer(self) -> None:
        api = make_api()
        jwt = {"AuthorizationType": "JWT", "AuthorizationScopes": ["read"]}
        self.make(api, "GET /a", AuthorizerId=make_authorizer(api), **jwt)
        for authorizer in ({}, {"AuthorizerId": "gone"}):
            with self.refused("BadRequestException", "valid JWT authorizer"):
                self.make(api, "GET /b", **jwt, **authorizer)
        with self.refused("BadRequestException", "Authorization Scopes"):
            self.make(api, "GET /b", AuthorizationScopes=["read"])

    @enforces("apigatewayv2.route_targets")
    def test_a_target_is_an_integration(self) -> None:
        with self.refused("BadRequestException", "integrations/<integration_id>"):
            self.make(make_api(), "GET /a", Target="abcdef")

    @enforces("apigatewayv2.quotas")
    def test_an_api_has_ten_authorizers(self) -> None:
        api = make_api()
        for number in range(10):
            make_authorizer(api, name=f"authorizer-{number}")
        with self.refused("ConflictException", "Maximum number of Authorizers"):
            make_authorizer(api, name="one more")


class Stages(GapCase):
    def update(self, api: str, **options: Any) -> None:
        client("apigatewayv2").update_stage(ApiId=api, StageName="$default", **options)

    @enforces("apigatewayv2.stage_settings")
    def test_a_stage_has_no_settings_of_a_route_that_is_not_there(self) -> None:
        api, limits = make_api(), {"ThrottlingBurstLimit": 1}
        client("apigatewayv2").create_route(ApiId=api, RouteKey="GET /a")
        self.update(api, RouteSettings={"GET /a": limits})
        with self.refused("NotFoundException", "Unable to find Route by key GET /b"):
            self.update(api, RouteSettings={"GET /b": limits})

    @enforces("apigatewayv2.stage_settings")
    def test_an_access_log_has_the_ids_of_requests(self) -> None:
        api, arn = make_api(), "arn:aws:logs:eu-west-1:000000000000:log-group:api"
        for text in ("$context.requestId", '{"id":"$context.extendedRequestId"}'):
            self.update(api, AccessLogSettings={"DestinationArn": arn, "Format": text})
        with self.refused("BadRequestException", "$context.requestId"):
            self.update(api, AccessLogSettings={"DestinationArn": arn, "Format": "$context.path"})


class Authorizers(GapCase):
    @enforces("apigatewayv2.issuers")
    def test_an_issuer_is_asked_by_https(self) -> None:
        make_authorizer(make_api(), "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc")
        for issuer in ("http://accounts.google.com", "accounts.google.com"):
            with self.refused("BadRequestException", "not a valid URL"):
                make_authorizer(make_api(), issuer)

    @enforces("apigatewayv2.discovery")
    def test_an_issuer_that_nobody_can_be_is_refused(self) -> None:
        for host in ("login.example.com", "login.example", "idp.test", "localhost"):
            with self.refused("BadRequestException", host, "valid discovery endpoint"):
                make_authorizer(make_api(), f"https://{host}/")

    @enforces("apigatewayv2.issuers")
    def test_a_jwt_authorizer_has_an_issuer(self) -> None:
        with self.refused("BadRequestException", "JwtConfiguration must not be null"):
            client("apigatewayv2").create_authorizer(
                ApiId=make_api(), Name="jwt", AuthorizerType="JWT", IdentitySource=["$request.header.Authorization"]
            )


class Integrations(GapCase):
    def make(self, kind: str = "HTTP_PROXY", **options: Any) -> None:
        client("apigatewayv2").create_integration(ApiId=make_api(), IntegrationType=kind, **options)

    @enforces("apigatewayv2.integrations")
    def test_http_has_a_method_and_the_first_payload_format(self) -> None:
        http = {"IntegrationMethod": "ANY", "IntegrationUri": "https://a.example"}
        self.make(**http)
        self.make(PayloadFormatVersion="1.0", **http)
        with self.refused("BadRequestException", "PayloadFormatVersion 2.0 is not supported"):
            self.make(PayloadFormatVersion="2.0", **http)
        with self.refused("BadRequestException", "method must be specified"):
            self.make(IntegrationUri="https://a.example")

    @enforces("apigatewayv2.integrations")
    def test_a_format_that_does_not_exist_is_refused(self) -> None:
        with self.refused("BadRequestException", "Unsupported PayloadFormatVersion: 3.0"):
            self.make("AWS_PROXY", PayloadFormatVersion="3.0", IntegrationUri="arn:aws:lambda:eu-west-1:0:function:a")

    @enforces("apigatewayv2.integrations")
    def test_a_link_leads_to_a_listener(self) -> None:
        linked = {"IntegrationMethod": "ANY", "ConnectionType": "VPC_LINK", "PayloadFormatVersion": "1.0"}
        balancer = make_balancer()
        listener = make_listener(balancer, FORBIDDEN)
        self.make(IntegrationUri=listener, ConnectionId="abcdef", **linked)
        with self.refused("BadRequestException", "valid ELB listener ARN"):
            self.make(IntegrationUri=balancer["LoadBalancerArn"], ConnectionId="abcdef", **linked)
        with self.refused("BadRequestException", "ConnectionId must be set"):
            self.make(IntegrationUri=listener, **linked)

    @enforces("apigatewayv2.integrations")
    def test_an_http_api_has_no_mock(self) -> None:
        with self.refused("BadRequestException", "proxy integrations (AWS_PROXY, HTTP_PROXY)"):
            self.make("MOCK")


class Links(GapCase):
    @enforces("apigatewayv2.link_subnets")
    def test_a_zone_without_links_is_refused(self) -> None:
        ec2, apis = self.aws().client("ec2", "eu-west-3"), self.aws().client("apigatewayv2", "eu-west-3")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnets = {}
        for number, letter in enumerate("abc"):
            zone = f"eu-west-3{letter}"
            made = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=zone)["Subnet"]
            subnets[made["AvailabilityZoneId"]] = made["SubnetId"]
        without = subnets.pop("euw3-az2")
        apis.create_vpc_link(Name="link", SubnetIds=list(subnets.values()))
        with self.refused("BadRequestException", "'euw3-az2' where service is not available"):
            apis.create_vpc_link(Name="link", SubnetIds=[without])

    @enforces("apigatewayv2.link_subnets")
    def test_a_subnet_that_is_not_there_is_refused(self) -> None:
        client("apigatewayv2").create_vpc_link(Name="link", SubnetIds=make_vpc()[1])
        for subnets, words in ((["subnet-0"], "subnet-0"), ([], "cannot be empty")):
            with self.refused("BadRequestException", words):
                client("apigatewayv2").create_vpc_link(Name="link", SubnetIds=subnets)


class Domains(GapCase):
    def make(self, name: str, certificate: str) -> None:
        client("apigatewayv2").create_domain_name(
            DomainName=name, DomainNameConfigurations=[{"CertificateArn": certificate, "EndpointType": "REGIONAL"}]
        )

    @enforces("apigatewayv2.domain_certificates")
    def test_a_certificate_of_another_region_is_refused(self) -> None:
        self.make("right.example", make_certificate())
        for certificate in (make_certificate("us-east-1"), "arn:aws:acm:eu-west-1:000000000000:certificate/gone"):
            with self.refused("BadRequestException", certificate, "must be in 'eu-west-1'"):
                self.make("wrong.example", certificate)
