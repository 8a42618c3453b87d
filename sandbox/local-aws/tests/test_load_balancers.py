"""Load balancers, target groups and listeners: what they keep and refuse."""

import functools
import itertools
from typing import Any

from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills, make_vpc

_numbers = itertools.count()


def make_balancer(**options: Any) -> dict[str, Any]:
    if "SubnetMappings" not in options:
        options = {"Subnets": _subnets(), **options}
    made = client("elbv2").create_load_balancer(Name=f"balancer-{next(_numbers)}", **options)
    return dict(made["LoadBalancers"][0])


@functools.cache
def _subnets() -> list[str]:
    return make_vpc()[1]


def make_group(**options: Any) -> str:
    options = {"Protocol": "HTTP", "Port": 8080, "TargetType": "instance", **options}
    made = client("elbv2").create_target_group(Name=f"group-{next(_numbers)}", **options)
    return str(made["TargetGroups"][0]["TargetGroupArn"])


def make_listener(balancer: dict[str, Any], *actions: dict[str, Any], **options: Any) -> str:
    made = client("elbv2").create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        DefaultActions=list(actions),
        **{"Protocol": "HTTP", "Port": 80, **options},
    )
    return str(made["Listeners"][0]["ListenerArn"])


def make_https_listener(balancer: dict[str, Any], *actions: dict[str, Any]) -> str:
    certificates = [{"CertificateArn": make_certificate()}]
    return make_listener(balancer, *actions, Protocol="HTTPS", Port=443, Certificates=certificates)


def make_certificate(region: str = "eu-west-1", *, issued: bool = True) -> str:
    acm = GapCase.aws().client("acm", region)
    if issued:
        made = acm.import_certificate(Certificate=b"certificate", PrivateKey=b"key")
    else:
        made = acm.request_certificate(DomainName="waits.example", ValidationMethod="DNS")
    return str(made["CertificateArn"])


def forward(group: str) -> dict[str, Any]:
    return {"Type": "forward", "TargetGroupArn": group}


FORBIDDEN = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "403", "MessageBody": "Forbidden"}}


class Balancers(GapCase):
    @fills("load_balancers.load_balancer_network")
    def test_a_balancer_is_where_its_subnets_are(self) -> None:
        vpc, subnets = make_vpc()
        for options in ({"Subnets": subnets}, {"SubnetMappings": [{"SubnetId": subnet} for subnet in subnets]}):
            balancer = make_balancer(**options)
            zones = {zone["ZoneName"]: zone["SubnetId"] for zone in balancer["AvailabilityZones"]}
            self.assertEqual((balancer["VpcId"], list(zones.values())), (vpc, subnets))
            self.assertEqual(list(zones), ["eu-west-1a", "eu-west-1b"])

    @fills("load_balancers.network_load_balancers")
    def test_a_network_balancer_is_named_so(self) -> None:
        balancer = make_balancer(Type="network", SecurityGroups=["sg-1"])
        arn = balancer["LoadBalancerArn"]
        self.assertIn(":loadbalancer/net/", arn)
        listener = make_listener(balancer, forward(make_group(Protocol="TCP")), Protocol="TCP")
        self.assertIn(":listener/net/", listener)
        elb = client("elbv2")
        (rule,) = elb.describe_rules(ListenerArn=listener)["Rules"]
        self.assertIn(":listener-rule/net/", rule["RuleArn"])
        self.assertEqual(len(elb.describe_tags(ResourceArns=[arn, listener])["TagDescriptions"]), 2)
        elb.describe_load_balancer_attributes(LoadBalancerArn=arn)
        elb.describe_listener_attributes(ListenerArn=listener)

    @fills("load_balancers.network_load_balancers")
    def test_a_network_balancer_keeps_its_rule_for_private_links(self) -> None:
        balancer = make_balancer(Type="network", SecurityGroups=["sg-1"])
        name = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"
        self.assertEqual(balancer[name], "on")
        arn = balancer["LoadBalancerArn"]
        client("elbv2").set_security_groups(LoadBalancerArn=arn, SecurityGroups=["sg-1"], **{name: "off"})
        (found,) = client("elbv2").describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"]
        self.assertEqual(found[name], "off")

    @fills("load_balancers.deletion_protection")
    def test_a_protected_balancer_stays(self) -> None:
        elb, arn = client("elbv2"), make_balancer()["LoadBalancerArn"]
        protection = {"Key": "deletion_protection.enabled", "Value": "true"}
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=[protection])
        with self.assertRaisesRegex(ClientError, "OperationNotPermitted"):
            elb.delete_load_balancer(LoadBalancerArn=arn)
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=[{**protection, "Value": "false"}])
        elb.delete_load_balancer(LoadBalancerArn=arn)

    @fills("load_balancers.listeners_of_deleted")
    def test_a_deleted_balancer_takes_its_listeners_along(self) -> None:
        balancer = make_balancer()
        listener = make_listener(balancer, FORBIDDEN)
        client("elbv2").delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
        self.assertEqual(client("elbv2").describe_rules(ListenerArn=listener)["Rules"], [])


class TargetGroups(GapCase):
    def describe(self, group: str) -> dict[str, Any]:
        return dict(client("elbv2").describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0])

    @fills("target_groups.connection_health_checks")
    def test_a_check_by_tcp_asks_for_no_path(self) -> None:
        found = self.describe(make_group(Protocol="TCP"))
        self.assertEqual((found["HealthCheckProtocol"], found["HealthCheckTimeoutSeconds"]), ("TCP", 10))
        self.assertEqual(found.keys() & {"HealthCheckPath", "Matcher"}, set())

    @fills("target_groups.connection_health_checks")
    def test_a_tcp_group_can_be_checked_by_http(self) -> None:
        found = self.describe(make_group(Protocol="TCP", HealthCheckProtocol="HTTP", HealthCheckPath="/health"))
        self.assertEqual((found["HealthCheckPath"], found["Matcher"]["HttpCode"]), ("/health", "200-399"))

    @fills("target_groups.target_identities")
    def test_a_group_takes_only_targets_of_its_type(self) -> None:
        elb, instance = client("elbv2"), "i-0123456789abcdef0"
        for kind, good, bad in (("instance", instance, "127.0.0.1"), ("ip", "127.0.0.1", instance)):
            group = make_group(TargetType=kind)
            elb.register_targets(TargetGroupArn=group, Targets=[{"Id": good}])
            with self.assertRaisesRegex(ClientError, "ValidationError.*is not valid"):
                elb.register_targets(TargetGroupArn=group, Targets=[{"Id": bad}])

    @fills("target_groups.target_group_users")
    def test_a_group_in_use_stays_and_tells_its_balancers(self) -> None:
        elb, group, balancer = client("elbv2"), make_group(), make_balancer()
        listener = make_listener(balancer, FORBIDDEN)
        path = [{"Field": "path-pattern", "Values": ["/a"]}]
        made = elb.create_rule(ListenerArn=listener, Priority=1, Conditions=path, Actions=[forward(group)])
        self.assertEqual(self.describe(group)["LoadBalancerArns"], [balancer["LoadBalancerArn"]])
        with self.assertRaisesRegex(ClientError, "ResourceInUse"):
            elb.delete_target_group(TargetGroupArn=group)
        elb.delete_rule(RuleArn=made["Rules"][0]["RuleArn"])
        self.assertEqual(self.describe(group)["LoadBalancerArns"], [])
        elb.delete_target_group(TargetGroupArn=group)
