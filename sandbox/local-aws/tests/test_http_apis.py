"""HTTP APIs: what they keep of integrations, authorizers, stages, links and tags."""

import itertools
from typing import Any

from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills, make_vpc

_numbers = itertools.count()


def make_api(**options: Any) -> str:
    """With a `$default` stage that deploys by itself."""
    apis = client("apigatewayv2")
    api = apis.create_api(Name=f"api-{next(_numbers)}", ProtocolType="HTTP", **options)["ApiId"]
    apis.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    return str(api)


class HttpApis(GapCase):
    @fills("http_apis.integration_settings")
    def test_an_integration_keeps_its_link(self) -> None:
        apis, api = client("apigatewayv2"), make_api()
        said = {"ConnectionId": "link", "TlsConfig": {"ServerNameToVerify": "a.example.com"}}
        listener = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/balancer/0123/4567"
        options = {"IntegrationType": "HTTP_PROXY", "ConnectionType": "VPC_LINK", "IntegrationUri": listener}
        made = apis.create_integration(ApiId=api, IntegrationMethod="ANY", **options, **said)["IntegrationId"]
        for change in ({}, {"ConnectionId": "other"}, {"TlsConfig": {"ServerNameToVerify": "b.example.com"}}):
            said |= change
            if change:
                apis.update_integration(ApiId=api, IntegrationId=made, **change)
            found = apis.get_integration(ApiId=api, IntegrationId=made)
            self.assertEqual({name: found.get(name) for name in said}, said)

    @fills("http_apis.jwt_authorizers")
    def test_a_jwt_authorizer_has_nothing_of_one_by_lambda(self) -> None:
        made = client("apigatewayv2").create_authorizer(
            ApiId=make_api(),
            Name="jwt",
            AuthorizerType="JWT",
            IdentitySource=["$request.header.Authorization"],
            JwtConfiguration={"Issuer": "https://accounts.google.com", "Audience": ["web"]},
        )
        made.pop("ResponseMetadata")
        self.assertEqual(set(made), {"AuthorizerId", "AuthorizerType", "IdentitySource", "JwtConfiguration", "Name"})

    @fills("http_apis.changed_tags")
    def test_an_api_and_a_stage_show_new_tags(self) -> None:
        apis, api = client("apigatewayv2"), make_api(Tags={"a": "old"})
        arn = f"arn:aws:apigateway:eu-west-1::/apis/{api}"
        for resource, read in (
            (arn, lambda: apis.get_api(ApiId=api)),
            (f"{arn}/stages/$default", lambda: apis.get_stage(ApiId=api, StageName="$default")),
        ):
            apis.tag_resource(ResourceArn=resource, Tags={"a": "new", "b": "c"})
            self.assertEqual(read()["Tags"], {"a": "new", "b": "c"})
            apis.untag_resource(ResourceArn=resource, TagKeys=["b"])
            self.assertEqual(read()["Tags"], {"a": "new"})

    @fills("http_api_stages.stage_setting_deletion")
    def test_a_stage_outlives_its_settings(self) -> None:
        apis, api = client("apigatewayv2"), make_api()
        stage = {"ApiId": api, "StageName": "$default"}
        throttled = {"ThrottlingBurstLimit": 1}
        for key in ("GET /a/b", "ANY /{proxy+}"):
            apis.create_route(ApiId=api, RouteKey=key)
        apis.update_stage(
            **stage,
            RouteSettings={"GET /a/b": throttled, "ANY /{proxy+}": throttled},
            AccessLogSettings={"DestinationArn": "arn", "Format": "$context.requestId"},
        )
        apis.delete_route_settings(**stage, RouteKey="GET /a/b")
        self.assertEqual(list(apis.get_stage(**stage)["RouteSettings"]), ["ANY /{proxy+}"])
        apis.delete_access_log_settings(**stage)
        self.assertNotIn("AccessLogSettings", apis.get_stage(**stage))
        with self.assertRaisesRegex(ClientError, "NotFoundException"):
            apis.delete_route_settings(**stage, RouteKey="GET /a/b")


class VpcLinks(GapCase):
    def make(self, **options: Any) -> str:
        made = client("apigatewayv2").create_vpc_link(
            Name="link", SubnetIds=make_vpc()[1], SecurityGroupIds=["sg-1"], **options
        )
        return str(made["VpcLinkId"])

    @fills("vpc_links.vpc_links")
    def test_a_link_is_made_renamed_and_deleted(self) -> None:
        apis, link = client("apigatewayv2"), self.make()
        apis.update_vpc_link(VpcLinkId=link, Name="renamed")
        found = apis.get_vpc_link(VpcLinkId=link)
        self.assertEqual((found["Name"], found["VpcLinkStatus"]), ("renamed", "AVAILABLE"))
        self.assertIn(link, [each["VpcLinkId"] for each in apis.get_vpc_links()["Items"]])
        apis.delete_vpc_link(VpcLinkId=link)
        with self.assertRaisesRegex(ClientError, "NotFoundException"):
            apis.get_vpc_link(VpcLinkId=link)

    @fills("vpc_links.vpc_links")
    def test_a_link_shows_new_tags(self) -> None:
        apis, link = client("apigatewayv2"), self.make(Tags={"a": "old", "b": "c"})
        arn = f"arn:aws:apigateway:eu-west-1::/vpclinks/{link}"
        apis.tag_resource(ResourceArn=arn, Tags={"a": "new"})
        apis.untag_resource(ResourceArn=arn, TagKeys=["b"])
        self.assertEqual(apis.get_vpc_link(VpcLinkId=link)["Tags"], {"a": "new"})
        self.assertEqual(apis.get_tags(ResourceArn=arn)["Tags"], {"a": "new"})
