"""Requests to distributions: viewers, functions, origins."""

import json
from typing import Any

from tests.case import GapCase, client, fills
from tests.distribution import Distribution, custom_origin, listed, make_function, vpc_origin
from tests.test_http_api_requests import code, make_route, to_function
from tests.test_http_api_requests import make_function as make_lambda
from tests.test_http_apis import make_api
from tests.test_listener_requests import address
from tests.test_load_balancers import FORBIDDEN, forward, make_balancer, make_group, make_https_listener, make_listener
from tests.web import Echo, request

ROUTING = """
async function handler(event) {
  const request = event.request;
  if (request.uri === "/old") return { statusCode: 301, headers: { location: { value: "/new" } } };
  if (!request.uri.includes(".")) request.uri = "/index.html";
  return request;
}"""
QUERY = """
function handler(event) {
  return { statusCode: 204, headers: { "x-query": { value: String(event.request.rawQueryString()) } } };
}"""
SESSION = """
function handler(event) {
  const session = event.request.cookies["__Host-session"];
  if (session) event.request.headers.authorization = { value: "Bearer " + session.value };
  return event.request;
}"""


class Viewers(GapCase):
    @fills("viewers.plain_http")
    def test_a_browser_on_this_machine_gets_pages_over_http(self) -> None:
        for policy in ("redirect-to-https", "https-only"):
            edge = Distribution(policy=policy)
            edge.put("index.html", "<h1>home</h1>", ContentType="text/html", CacheControl="no-cache")
            status, headers, body = edge.get("/")
            self.assertEqual((status, body), (200, "<h1>home</h1>"), policy)
            self.assertEqual((headers["content-type"], headers["cache-control"]), ("text/html", "no-cache"))
            status, headers, body = edge.get("/index.html", "HEAD")
            self.assertEqual((status, headers["content-length"], body), (200, "13", ""))

    def test_a_viewer_that_says_http_is_redirected(self) -> None:
        status, headers, _ = Distribution().get("/a?b=c", x_forwarded_proto="http")
        self.assertEqual(status, 301)
        self.assertRegex(headers["location"], r"^https://.*/a\?b=c$")

    @fills("viewers.alternate_names")
    def test_a_distribution_answers_to_its_alternate_names(self) -> None:
        edge = Distribution(aliases=("one.example", "www.one.example"))
        edge.put("index.html", "home")
        statuses = [request(host, "/")[::2] for host in ("one.example", "www.one.example:8080")]
        self.assertEqual(statuses, [(200, "home")] * 2)
        self.assertNotEqual(request("other.example", "/")[2], "home")

    @fills("served_hosts.own_paths")
    def test_a_site_may_have_any_path(self) -> None:
        edge = Distribution()
        for path in ("health", "_ministack/health", "v2/index.html", ".well-known/security.txt"):
            edge.put(path, path)
            self.assertEqual(edge.get(f"/{path}")[::2], (200, path))

    @fills("viewers.plain_http")
    def test_only_what_is_below_the_origins_path_is_served(self) -> None:
        edge = Distribution()
        client("s3").put_object(Bucket=edge.bucket, Key="release/manifest", Body=b"-")
        for path in ("/missing.css", "/release/manifest", "/../release/manifest"):
            status, _, body = edge.get(path)
            self.assertEqual((status, "AccessDenied" in body), (403, True), path)
        edge.put("a b/ü.txt", "text")
        self.assertEqual(edge.get("/a%20b/%C3%BC.txt")[::2], (200, "text"))

    @fills("missing_objects.missing_objects")
    def test_what_is_not_there_is_404_to_one_that_may_list_the_bucket(self) -> None:
        edge = Distribution(lists=True)
        client("s3").put_object(Bucket=edge.bucket, Key="release/manifest", Body=b"-")
        for method in ("GET", "HEAD"):
            self.assertEqual(edge.get("/missing.css", method)[0], 404)
        edge.put("there.css", "text")
        self.assertEqual(edge.get("/there.css")[::2], (200, "text"))

    @fills("object_keys.blanks")
    def test_a_plus_is_a_blank_to_s3(self) -> None:
        edge = Distribution(lists=True)
        edge.put("a+b=c.txt", "plus")
        edge.put("a b=c.txt", "blank")
        bodies = [edge.get(path)[2] for path in ("/a%2Bb=c.txt", "/a+b=c.txt", "/a%20b=c.txt")]
        self.assertEqual(bodies, ["plus", "blank", "blank"])

    @fills("viewers.plain_http")
    def test_functions_answer_and_rewrite(self) -> None:
        edge = Distribution(site=make_function(ROUTING))
        edge.put("index.html", "home")
        self.assertEqual(edge.get("/some/page")[::2], (200, "home"))
        status, headers, _ = edge.get("/old")
        self.assertEqual((status, headers["location"]), (301, "/new"))

    @fills("edge_functions.raw_query_string")
    def test_a_function_sees_the_query_as_it_came(self) -> None:
        edge = Distribution(site=make_function(QUERY))
        queries = [edge.get(path)[1]["x-query"] for path in ("/?b=%20&a&b=2", "/")]
        self.assertEqual(queries, ["b=%20&a&b=2", "undefined"])

    @fills("viewers.plain_http")
    def test_a_headers_policy_is_applied(self) -> None:
        hsts = {"StrictTransportSecurity": {"Override": True, "AccessControlMaxAgeSec": 60}}
        config = {"Name": self.id()[-60:].replace(".", "-"), "SecurityHeadersConfig": hsts}
        made = client("cloudfront").create_response_headers_policy(ResponseHeadersPolicyConfig=config)
        edge = Distribution(site={"ResponseHeadersPolicyId": made["ResponseHeadersPolicy"]["Id"]})
        edge.put("index.html", "home")
        self.assertEqual(edge.get("/")[1]["strict-transport-security"], "max-age=60")


class ApiOrigins(GapCase):
    api: str
    edge: Distribution

    @classmethod
    def setUpClass(cls) -> None:
        cls.api = make_api()
        _, uri = make_lambda(code("JSON.stringify(event)"))
        make_route(cls.api, "ANY /api/posts", to_function(cls.api, uri))
        name = f"{cls.api}.execute-api.eu-west-1.amazonaws.com"
        cls.edge = Distribution(custom_origin(name), api=make_function(SESSION))

    @fills("edge_origins.api_origins")
    def test_the_request_reaches_the_api_as_it_was_sent(self) -> None:
        status, headers, body = self.edge.get("/api/posts?a=1&b=%20c", "POST", "text", x_mine="yes", content_type="text/plain")
        event = json.loads(body)
        self.assertEqual((status, event["rawQueryString"], event["body"]), (200, "a=1&b=%20c", "text"))
        self.assertEqual((event["requestContext"]["http"]["method"], event["headers"]["x-mine"]), ("POST", "yes"))
        self.assertIn("cloudfront", headers["x-cache"])

    @fills("edge_origins.api_origins")
    def test_a_function_turns_the_sessions_cookie_into_a_token(self) -> None:
        event = json.loads(self.edge.get("/api/posts", cookie="__Host-session=abc")[2])
        self.assertEqual(event["headers"]["authorization"], "Bearer abc")

    @fills("edge_origins.api_origins")
    def test_an_apis_error_stays_its_own(self) -> None:
        self.assertEqual(self.edge.get("/api/none")[::2], (404, '{"message":"Not Found"}'))

    @fills("edge_origins.api_origins")
    def test_an_api_answers_to_its_own_name_only_and_not_over_http(self) -> None:
        name = f"{self.api}.execute-api.eu-west-1.amazonaws.com"
        all_viewer = {"OriginRequestPolicyId": "216adef6-5c7f-47e4-b989-5492eafa07d3"}
        self.assertEqual(Distribution(custom_origin(name), api=all_viewer).get("/api/posts")[0], 403)
        self.assertEqual(Distribution(custom_origin(name, "http-only")).get("/api/posts")[0], 502)
        unknown = custom_origin("00000000.execute-api.eu-west-1.amazonaws.com")
        self.assertEqual(Distribution(unknown).get("/api/posts")[0], 404)


class BalancerOrigins(GapCase):
    def reach(self, origin: dict[str, Any]) -> dict[str, Any]:
        status, _, body = Distribution(origin).get("/api/users?a=1", "PUT", "text", cookie="c=d")
        self.assertEqual(status, 201, body)
        answer: dict[str, Any] = json.loads(body)
        self.assertEqual((answer["path"], answer["method"], answer["body"]), ("/api/users?a=1", "PUT", "text"))
        return answer

    @fills("edge_origins.vpc_origins")
    def test_a_vpc_origin_leads_to_its_load_balancer_whatever_it_is_called(self) -> None:
        balancer, group = make_balancer(Scheme="internal"), make_group(TargetType="ip")
        make_listener(balancer, forward(group))
        with Echo("target") as target:
            address(group, target.port)
            answer = self.reach(vpc_origin(balancer, "http-only", "users.example.com"))
        self.assertEqual((answer["headers"]["host"], answer["headers"]["cookie"]), ("users.example.com", "c=d"))

    @fills("edge_origins.balancer_listeners")
    def test_an_https_listener_gets_the_origins_headers(self) -> None:
        balancer, group = make_balancer(), make_group(TargetType="ip")
        listener = make_https_listener(balancer, FORBIDDEN)
        secret = {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "x-secret", "Values": ["open"]}}
        client("elbv2").create_rule(ListenerArn=listener, Priority=1, Conditions=[secret], Actions=[forward(group)])
        name = balancer["DNSName"]
        self.assertEqual(Distribution(custom_origin(name)).get("/api/users")[0], 403)
        self.assertEqual(Distribution(custom_origin(name, "http-only")).get("/api/users")[0], 502)
        with Echo("target") as target:
            address(group, target.port)
            self.reach(custom_origin(name, **{"x-secret": "open"}))

    @fills("edge_origins.balancer_listeners")
    def test_a_network_balancer_is_reached(self) -> None:
        balancer, group = make_balancer(Type="network"), make_group(TargetType="ip", Protocol="TCP")
        make_listener(balancer, forward(group), Protocol="TCP", Port=8443)
        with Echo("target") as target:
            address(group, target.port)
            self.reach(vpc_origin(balancer, "https-only", balancer["DNSName"]))
        self.assertEqual(Distribution(vpc_origin(balancer, "https-only", "a.example")).get("/api/x")[0], 502)

    @fills("edge_origins.balancer_names")
    def test_a_name_in_route_53_stands_for_a_load_balancer(self) -> None:
        balancer, group = make_balancer(), make_group(TargetType="ip")
        make_https_listener(balancer, forward(group))
        route53 = client("route53")
        zone = route53.create_hosted_zone(Name="two.example", CallerReference=self.id())["HostedZone"]["Id"]
        alias = {"DNSName": balancer["DNSName"], "HostedZoneId": "Z1", "EvaluateTargetHealth": False}
        cname = {"TTL": 60, "ResourceRecords": [{"Value": balancer["DNSName"]}]}
        records = [
            {"Name": "a.two.example", "Type": "A", "AliasTarget": alias},
            {"Name": "c.two.example", "Type": "CNAME", **cname},
        ]
        changes = [{"Action": "CREATE", "ResourceRecordSet": record} for record in records]
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
        with Echo("target") as target:
            address(group, target.port)
            for record in records:
                self.reach(custom_origin(record["Name"]))


class Invalidations(GapCase):
    def setUp(self) -> None:
        self.cloudfront, self.edge = client("cloudfront"), Distribution()

    def invalidate(self, reference: str, *paths: str) -> Any:
        batch = {"CallerReference": reference, "Paths": listed(*paths)}
        return self.cloudfront.create_invalidation(DistributionId=self.edge.id, InvalidationBatch=batch)["Invalidation"]

    def test_what_was_invalidated_can_be_looked_up(self) -> None:
        made = self.invalidate("one", "/a", "/b/*")
        again = self.invalidate("one", "/a", "/b/*")
        other = self.invalidate("two", "/a")
        self.assertEqual(again["Id"], made["Id"])
        with self.assertRaisesRegex(Exception, "InvalidationBatchAlreadyExists"):
            self.invalidate("one", "/c")
        listed = self.cloudfront.list_invalidations(DistributionId=self.edge.id)["InvalidationList"]["Items"]
        self.assertCountEqual([each["Id"] for each in listed], [made["Id"], other["Id"]])
        found = self.cloudfront.get_invalidation(DistributionId=self.edge.id, Id=made["Id"])["Invalidation"]
        self.assertEqual((found["Status"], found["InvalidationBatch"]["CallerReference"]), ("Completed", "one"))
        self.assertEqual(found["InvalidationBatch"]["Paths"]["Items"], ["/a", "/b/*"])

    @fills("invalidations.invalidation_paths")
    def test_a_path_is_encoded_and_begins_with_a_slash(self) -> None:
        for path in ("a", "/a b", "/ü"):
            with self.assertRaisesRegex(Exception, "InvalidArgument"):
                self.invalidate("bad", path)
        self.invalidate("good", "/a%20b", "/%C3%BC")

    @fills("invalidations.invalidation_paths")
    def test_there_are_quotas_of_paths_and_of_wildcards(self) -> None:
        for paths in ([f"/{n}" for n in range(3001)], [f"/{n}/*" for n in range(16)]):
            with self.assertRaisesRegex(Exception, "TooManyInvalidationsInProgress"):
                self.invalidate("many", *paths)
            self.invalidate(paths[0], *paths[1:])
