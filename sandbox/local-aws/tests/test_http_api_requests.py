"""Requests to HTTP APIs: which route, which function, which listener."""

import itertools
import json
from typing import Any

from tests.case import GapCase, client, fills, make_vpc
from tests.roles import make_role
from tests.test_http_apis import make_api
from tests.test_listener_requests import address, answer, make_rule
from tests.test_load_balancers import FORBIDDEN, forward, make_balancer, make_certificate, make_group, make_listener
from tests.web import Answer, Echo, archive, request

_numbers = itertools.count()
NOT_FOUND = (404, '{"message":"Not Found"}')
UNAVAILABLE = (503, '{"message": "Service Unavailable"}')


def call(api: str, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
    return request(f"{api}.execute-api.localhost", path, method, body, **headers)


def make_function(code: str, *, permitted: bool = True, **options: Any) -> tuple[str, str]:
    """The name of a function, whose version 1 has the alias `live`, and how an API invokes the alias: any may."""
    functions, name = client("lambda"), f"function-{next(_numbers)}"
    made = functions.create_function(
        FunctionName=name,
        Runtime="nodejs22.x",
        Handler="index.handler",
        Architectures=["arm64"],
        Code={"ZipFile": archive(code)},
        Publish=True,
        **{"Role": make_role("lambda.amazonaws.com"), **options},
    )
    alias = functions.create_alias(FunctionName=name, Name="live", FunctionVersion=made["Version"])["AliasArn"]
    if permitted:
        functions.add_permission(
            FunctionName=name,
            Qualifier="live",
            StatementId="anybody",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
        )
    return name, f"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/{alias}/invocations"


def code(body: str) -> str:
    return f"export const handler = async (event) => ({{ statusCode: 200, body: {body} }});"


def to_function(api: str, uri: str) -> dict[str, Any]:
    return dict(
        client("apigatewayv2").create_integration(
            ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=uri, PayloadFormatVersion="2.0"
        )
    )


def make_route(api: str, key: str, integration: dict[str, Any], **options: Any) -> None:
    target = f"integrations/{integration['IntegrationId']}"
    client("apigatewayv2").create_route(ApiId=api, RouteKey=key, Target=target, **options)


class Functions(GapCase):
    def test_a_route_runs_the_version_that_the_alias_names(self) -> None:
        api, functions = make_api(), client("lambda")
        name, uri = make_function(code('"one"'))
        make_route(api, "GET /a", to_function(api, uri))
        self.assertEqual(call(api, "/a")[::2], (200, "one"))
        updated = functions.update_function_code(FunctionName=name, ZipFile=archive(code('"two"')), Publish=True)
        self.assertEqual(call(api, "/a")[2], "one")
        functions.update_alias(FunctionName=name, Name="live", FunctionVersion=updated["Version"])
        self.assertEqual(call(api, "/a")[2], "two")
        functions.update_function_code(FunctionName=name, ZipFile=archive(code('"unpublished"')))
        self.assertEqual(call(api, "/a")[2], "two")


class Routes(GapCase):
    api: str

    @classmethod
    def setUpClass(cls) -> None:
        cls.api = make_api()
        _, uri = make_function(code("JSON.stringify(event)"))
        integration = to_function(cls.api, uri)
        for key in (
            *("ANY /{proxy+}", "ANY /pets/{proxy+}", "GET /pets/{id}", "ANY /pets/{id}", "GET /pets/dog"),
            *("ANY /pets/dog", "GET /a/{x}/c/{y+}", "POST /only"),
        ):
            make_route(cls.api, key, integration)

    def event(self, path: str, method: str = "GET", body: str = "", **headers: str) -> dict[str, Any]:
        return dict(json.loads(call(self.api, path, method, body, **headers)[2]))

    def test_the_most_specific_route_is_chosen(self) -> None:
        for method, path, key in (
            ("GET", "/pets/dog", "GET /pets/dog"),
            ("POST", "/pets/dog", "ANY /pets/dog"),
            ("GET", "/pets/cat", "GET /pets/{id}"),
            ("POST", "/pets/cat", "ANY /pets/{id}"),
            ("GET", "/pets/cat/1", "ANY /pets/{proxy+}"),
            ("GET", "/other", "ANY /{proxy+}"),
            ("GET", "/only", "ANY /{proxy+}"),
            ("GET", "/a/1/c/2/3", "GET /a/{x}/c/{y+}"),
        ):
            self.assertEqual(self.event(path, method)["routeKey"], key, (method, path))

    def test_an_event_has_payload_format_2(self) -> None:
        event = self.event("/a/1/c/2/3?q=1&q=2", "GET", x_own="kept")
        self.assertEqual((event["version"], event["rawPath"]), ("2.0", "/a/1/c/2/3"))
        self.assertEqual(event["rawQueryString"], "q=1&q=2")
        self.assertEqual(event["queryStringParameters"], {"q": "1,2"})
        self.assertEqual(event["pathParameters"], {"x": "1", "y": "2/3"})
        self.assertEqual((event["headers"]["x-own"], event["requestContext"]["http"]["method"]), ("kept", "GET"))

    def test_no_route_is_not_found(self) -> None:
        api = make_api()
        _, uri = make_function(code('"found"'))
        integration = to_function(api, uri)
        make_route(api, "GET /a", integration)
        make_route(api, "ANY /b/{proxy+}", integration)
        for method, path in (("POST", "/a"), ("GET", "/A"), ("GET", "/b"), ("GET", "/b/"), ("GET", "/")):
            self.assertEqual(call(api, path, method)[::2], NOT_FOUND, (method, path))
        self.assertEqual([call(api, path)[0] for path in ("/a", "/b/c", "/b/c/d")], [200, 200, 200])

    @fills("http_apis.disabled_endpoint")
    def test_a_disabled_endpoint_is_not_found_and_a_custom_domain_serves(self) -> None:
        apis, api = client("apigatewayv2"), make_api()
        _, uri = make_function(code('"found"'))
        make_route(api, "GET /a", to_function(api, uri))
        domain = f"api-{next(_numbers)}.example.com"
        apis.create_domain_name(DomainName=domain, DomainNameConfigurations=[{"CertificateArn": make_certificate()}])
        apis.create_api_mapping(ApiId=api, DomainName=domain, Stage="$default")
        for disabled, expected in ((False, (200, "found")), (True, NOT_FOUND)):
            apis.update_api(ApiId=api, DisableExecuteApiEndpoint=disabled)
            self.assertEqual(call(api, "/a")[::2], expected)
            self.assertEqual(request(domain, "/a")[::2], (200, "found"))

    def test_an_api_without_a_stage_is_not_found(self) -> None:
        api = make_api()
        _, uri = make_function(code('"found"'))
        make_route(api, "GET /a", to_function(api, uri))
        client("apigatewayv2").delete_stage(ApiId=api, StageName="$default")
        self.assertEqual(call(api, "/a")[::2], NOT_FOUND)


class ListenerIntegrations(GapCase):
    def make(self, listener: str, key: str = "ANY /{proxy+}") -> tuple[str, str]:
        """An API and the VPC link through which it reaches a listener."""
        apis, api = client("apigatewayv2"), make_api()
        link = str(apis.create_vpc_link(Name="link", SubnetIds=make_vpc()[1])["VpcLinkId"])
        options = {"IntegrationType": "HTTP_PROXY", "IntegrationMethod": "ANY", "PayloadFormatVersion": "1.0"}
        made = apis.create_integration(
            ApiId=api, ConnectionType="VPC_LINK", ConnectionId=link, IntegrationUri=listener, **options
        )
        make_route(api, key, made)
        return api, link

    @fills("vpc_link_requests.listener_integrations")
    def test_the_rules_of_the_very_listener_decide(self) -> None:
        balancer, group = make_balancer(), make_group(TargetType="ip")
        make_listener(balancer, answer("500"))
        listener = make_listener(balancer, FORBIDDEN, Port=8080)
        make_rule(listener, 1, forward(group), "/api/users/*", methods=("GET", "POST"))
        api, _ = self.make(listener)
        self.assertEqual(call(api, "/other")[::2], (403, "Forbidden"))
        self.assertEqual(call(api, "/api/users/1")[0], 503)
        with Echo("one") as echo:
            address(group, echo.port)
            status, _, body = call(api, "/api/users/a%20b?c=d&c=e", "POST", '{"f": 1}', x_own="kept")
            self.assertEqual(call(api, "/api/users/1", "DELETE")[0], 403)
        said = json.loads(body)
        self.assertEqual((status, said["method"], said["path"]), (201, "POST", "/api/users/a%20b?c=d&c=e"))
        self.assertEqual((said["body"], said["headers"]["x-own"]), ('{"f": 1}', "kept"))

    @fills("vpc_link_requests.listener_integrations")
    def test_a_network_balancer_passes_to_a_target(self) -> None:
        balancer, group = make_balancer(Type="network"), make_group(Protocol="TCP", TargetType="ip")
        api, _ = self.make(make_listener(balancer, forward(group), Protocol="TCP"))
        self.assertEqual(call(api, "/a")[::2], UNAVAILABLE)
        with Echo("one") as echo:
            address(group, echo.port)
            self.assertEqual(json.loads(call(api, "/a?b=c")[2])["path"], "/a?b=c")
        self.assertEqual(call(api, "/a")[::2], UNAVAILABLE)

    @fills("vpc_link_requests.listener_integrations")
    def test_without_link_or_listener_nothing_is_reached(self) -> None:
        listener = make_listener(make_balancer(), FORBIDDEN)
        api, link = self.make(listener)
        self.assertEqual(call(api, "/a")[0], 403)
        client("apigatewayv2").delete_vpc_link(VpcLinkId=link)
        self.assertEqual(call(api, "/a")[::2], UNAVAILABLE)
        api, _ = self.make(listener)
        client("elbv2").delete_listener(ListenerArn=listener)
        self.assertEqual(call(api, "/a")[::2], UNAVAILABLE)

    @fills("vpc_link_requests.strictest_desync")
    def test_the_strictest_balancer_refuses_an_api(self) -> None:
        balancer = make_balancer()
        api, _ = self.make(make_listener(balancer, answer("201")))
        for mode, status in (("defensive", 201), ("strictest", 400), ("monitor", 201)):
            client("elbv2").modify_load_balancer_attributes(
                LoadBalancerArn=balancer["LoadBalancerArn"],
                Attributes=[{"Key": "routing.http.desync_mitigation_mode", "Value": mode}],
            )
            self.assertEqual(call(api, "/a")[0], status)
