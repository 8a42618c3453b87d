"""Requests to load balancers: which rule, which target."""

import json
from typing import Any

from tests.case import GapCase, client, fills
from tests.test_load_balancers import FORBIDDEN, forward, make_balancer, make_group, make_listener
from tests.web import Echo, post, request


def make_rule(listener: str, priority: int, action: dict[str, Any], *paths: str, methods: tuple[str, ...] = ()) -> None:
    conditions: list[dict[str, Any]] = [{"Field": "path-pattern", "PathPatternConfig": {"Values": list(paths)}}]
    if methods:
        conditions.append({"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": list(methods)}})
    client("elbv2").create_rule(ListenerArn=listener, Priority=priority, Conditions=conditions, Actions=[action])


def answer(status: str) -> dict[str, Any]:
    return {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": status}}


def address(group: str, port: int) -> None:
    client("elbv2").register_targets(TargetGroupArn=group, Targets=[{"Id": "127.0.0.1", "Port": port}])


class Rules(GapCase):
    def setUp(self) -> None:
        self.balancer = make_balancer()
        self.host = self.balancer["DNSName"]
        self.listener = make_listener(self.balancer, FORBIDDEN)

    def status(self, path: str, method: str = "GET") -> int:
        return request(self.host, path, method)[0]

    def test_a_path_pattern_is_the_whole_path_in_its_case(self) -> None:
        make_rule(self.listener, 1, answer("201"), "/api/*", "/v?/x")
        for path in ("/api/", "/api/a/b", "/v1/x", "/api/a?b=c"):
            self.assertEqual(self.status(path), 201, path)
        for path in ("/api", "/API/a", "/x/api/a", "/v12/x", "/v1/x/y", "/"):
            self.assertEqual(self.status(path), 403, path)

    def test_the_lowest_priority_with_the_method_decides(self) -> None:
        make_rule(self.listener, 20, answer("202"), "/a/*")
        make_rule(self.listener, 10, answer("201"), "/a/b", methods=("GET", "HEAD"))
        self.assertEqual([self.status("/a/b"), self.status("/a/b", "POST"), self.status("/a/c")], [201, 202, 202])
        self.assertEqual(request(self.host, "/other")[::2], (403, "Forbidden"))

    def test_a_listener_redirects(self) -> None:
        redirect = {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}
        make_listener(self.balancer, {"Type": "redirect", "RedirectConfig": redirect}, Port=8080)
        status, headers, _ = request(f"{self.host}:8080", "/a/b?c=d")
        self.assertEqual((status, headers["location"]), (301, f"https://{self.host}:443/a/b?c=d"))

    @fills("listener_rules.path_patterns")
    def test_brackets_stand_for_themselves(self) -> None:
        make_rule(self.listener, 1, answer("201"), "/[ab]")
        self.assertEqual((self.status("/a"), self.status("/[ab]")), (403, 201))

    @fills("listener_rules.weighted_forwards")
    def test_weights_choose_the_group(self) -> None:
        groups = [make_group(TargetType="ip") for _ in range(2)]
        weights = [{"TargetGroupArn": group, "Weight": weight} for group, weight in zip(groups, (0, 1), strict=True)]
        stickiness = {"Enabled": False, "DurationSeconds": 60}
        config = {"TargetGroups": weights, "TargetGroupStickinessConfig": stickiness}
        make_rule(self.listener, 1, {"Type": "forward", "ForwardConfig": config}, "/a")
        rule = client("elbv2").describe_rules(ListenerArn=self.listener)["Rules"]
        self.assertIn(config, [action.get("ForwardConfig") for each in rule for action in each["Actions"]])
        with Echo("chosen") as echo:
            address(groups[1], echo.port)
            self.assertEqual({self.status("/a") for _ in range(5)}, {201})


class Targets(GapCase):
    def test_an_address_gets_the_request_and_503_says_that_there_is_none(self) -> None:
        balancer, group = make_balancer(), make_group(TargetType="ip")
        make_listener(balancer, forward(group))
        self.assertEqual(request(balancer["DNSName"], "/a")[0], 503)
        with Echo("one") as echo:
            address(group, echo.port)
            status, _, body = request(balancer["DNSName"], "/a%20b?c=d&c=e", "POST", "text", x_own="kept")
        said = json.loads(body)
        self.assertEqual((status, said["method"], said["path"]), (201, "POST", "/a%20b?c=d&c=e"))
        self.assertEqual((said["body"], said["headers"]["x-own"]), ("text", "kept"))
        self.assertEqual(said["headers"]["x-forwarded-proto"], "http")

    @fills("instance_targets.instance_targets")
    def test_the_process_that_serves_for_an_instance_gets_its_requests(self) -> None:
        balancer, group = make_balancer(), make_group()
        make_listener(balancer, forward(group))
        instances = client("ec2").run_instances(ImageId="ami-1", MinCount=2, MaxCount=2)["Instances"]
        first, second = (instance["InstanceId"] for instance in instances)
        client("elbv2").register_targets(TargetGroupArn=group, Targets=[{"Id": first}, {"Id": second}])
        with Echo("one") as echo:
            self.assertEqual(post("/_local_aws/processes", {"instance": first, "port": echo.port}), 200)
            answers = [request(balancer["DNSName"], "/a") for _ in range(5)]
            self.assertEqual({json.loads(body)["name"] for _, _, body in answers}, {"one"})
            self.assertEqual(post("/_local_aws/processes", {"instance": first, "port": None}), 200)
        self.assertEqual(
            request(balancer["DNSName"], "/a")[::2], (502, "No process serves for an instance of this target group.")
        )

    def test_a_process_serves_only_for_an_instance_that_exists(self) -> None:
        wrong: tuple[Any, ...] = ({"instance": "i-0", "port": 80}, {"port": 80}, [])
        for given in wrong:
            self.assertEqual(post("/_local_aws/processes", given), 400, given)
