"""What answers where the first origin has nothing: a group's second, such as a function by its URL."""

from typing import Any

from tests.case import GapCase, client, fills
from tests.distribution import Distribution, custom_origin, listed
from tests.test_http_api_requests import make_function

_PAGE = (
    "export const handler = async () => ({ statusCode: 404, headers: { 'content-type': 'text/html' }, body: 'gone' });"
)


class Failover(GapCase):
    edge: Distribution
    function: str

    @classmethod
    def setUpClass(cls) -> None:
        cls.function, _ = make_function(_PAGE, permitted=False)
        functions, cloudfront = client("lambda"), client("cloudfront")
        url = functions.create_function_url_config(FunctionName=cls.function, AuthType="AWS_IAM")["FunctionUrl"]
        control = {"OriginAccessControlOriginType": "lambda", "SigningBehavior": "always", "SigningProtocol": "sigv4"}
        made = cloudfront.create_origin_access_control(OriginAccessControlConfig={"Name": cls.function, **control})
        origin = custom_origin(url.removeprefix("https://").rstrip("/"))
        origin["OriginAccessControlId"] = made["OriginAccessControl"]["Id"]
        cls.edge = Distribution(
            origin,
            api={"AllowedMethods": {**listed("GET", "HEAD"), "CachedMethods": listed("GET", "HEAD")}},
            lists=True,
        )
        cls.edge.put("there", "text")
        cls._lead_site_to_group()

    @classmethod
    def _lead_site_to_group(cls) -> None:
        cloudfront = client("cloudfront")
        got = cloudfront.get_distribution_config(Id=cls.edge.id)
        codes = {"StatusCodes": {"Quantity": 1, "Items": [404]}}
        members = listed({"OriginId": "site"}, {"OriginId": "other"})
        config: dict[str, Any] = {**got["DistributionConfig"]}
        config["OriginGroups"] = listed({"Id": "both", "FailoverCriteria": codes, "Members": members})
        config["DefaultCacheBehavior"] = {**config["DefaultCacheBehavior"], "TargetOriginId": "both"}
        cloudfront.update_distribution(Id=cls.edge.id, IfMatch=got["ETag"], DistributionConfig=config)

    def let_in(self, action: str, **options: str) -> None:
        client("lambda").add_permission(
            FunctionName=self.function,
            StatementId=action.rpartition(":")[2],
            Action=action,
            Principal="cloudfront.amazonaws.com",
            SourceArn=self.edge.arn,
            **options,
        )

    @fills("origin_groups.origin_groups")
    def test_the_first_origin_answers_where_it_can(self) -> None:
        self.assertEqual(self.edge.get("/there")[::2], (200, "text"))

    @fills("function_origins.signed_requests")
    def test_the_second_answers_once_its_policy_lets_the_distribution_in(self) -> None:
        self.assertEqual(self.edge.get("/missing.css")[0], 403)
        self.let_in("lambda:InvokeFunctionUrl", FunctionUrlAuthType="AWS_IAM")
        self.assertEqual(self.edge.get("/missing.css")[0], 403)
        self.let_in("lambda:InvokeFunction")
        self.assertEqual(self.edge.get("/missing.css")[::2], (404, "gone"))
        self.assertEqual(self.edge.get("/missing.css", "HEAD")[0], 404)
