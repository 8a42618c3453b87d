"""Rules of Elastic Load Balancing about listeners and their rules."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.test_load_balancers import FORBIDDEN, forward, make_balancer, make_certificate, make_group, make_listener


def make_rule(listener: str, *conditions: dict[str, Any], priority: int = 1, group: str | None = None) -> None:
    given = list(conditions) or [paths("/a")]
    action = FORBIDDEN if group is None else forward(group)
    client("elbv2").create_rule(ListenerArn=listener, Priority=priority, Conditions=given, Actions=[action])


def paths(*values: str) -> dict[str, Any]:
    return {"Field": "path-pattern", "PathPatternConfig": {"Values": list(values)}}


class TargetGroups(GapCase):
    @enforces("elbv2_listeners.target_groups")
    def test_a_group_has_one_balancer(self) -> None:
        group = make_group()
        first = make_listener(make_balancer(), FORBIDDEN)
        make_rule(first, group=group)
        make_rule(first, paths("/b"), priority=2, group=group)
        second = make_listener(make_balancer(), FORBIDDEN)
        with self.refused("TargetGroupAssociationLimit", group):
            make_rule(second, group=group)
        with self.refused("TargetGroupAssociationLimit", group):
            make_listener(make_balancer(), forward(group))

    @enforces("elbv2_listeners.target_groups")
    def test_a_listener_and_its_group_speak_alike(self) -> None:
        with self.refused("IncompatibleProtocols"):
            make_listener(make_balancer(Type="network"), forward(make_group()), Protocol="TCP")

    @enforces("elbv2_listeners.target_groups")
    def test_a_group_that_is_not_there_is_refused(self) -> None:
        arn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/gone/0123456789abcdef"
        with self.refused("TargetGroupNotFound", arn):
            make_listener(make_balancer(), forward(arn))


class Listeners(GapCase):
    @enforces("elbv2_listeners.listeners")
    def test_a_port_has_one_listener(self) -> None:
        balancer = make_balancer()
        make_listener(balancer, FORBIDDEN)
        with self.refused("DuplicateListener"):
            make_listener(balancer, FORBIDDEN)

    @enforces("elbv2_listeners.listeners")
    def test_a_balancer_speaks_its_own_protocols(self) -> None:
        with self.refused("ValidationError", "'TCP'"):
            make_listener(make_balancer(), FORBIDDEN, Protocol="TCP")

    @enforces("elbv2_listeners.listeners")
    def test_tls_needs_a_certificate(self) -> None:
        with self.refused("ValidationError", "certificate must be specified"):
            make_listener(make_balancer(), FORBIDDEN, Protocol="HTTPS", Port=443)

    @enforces("elbv2_listeners.listeners")
    def test_a_policy_that_elb_does_not_have_is_refused(self) -> None:
        certificates = [{"CertificateArn": make_certificate()}]
        made = make_listener(
            make_balancer(),
            FORBIDDEN,
            Protocol="HTTPS",
            Port=443,
            Certificates=certificates,
            SslPolicy="ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        )
        with self.refused("SSLPolicyNotFound", "ELBSecurityPolicy-TLS13"):
            client("elbv2").modify_listener(ListenerArn=made, SslPolicy="ELBSecurityPolicy-TLS13")


class Certificates(GapCase):
    def listen_with(self, certificate: str) -> None:
        certificates = [{"CertificateArn": certificate}]
        make_listener(make_balancer(), FORBIDDEN, Protocol="HTTPS", Port=443, Certificates=certificates)

    @enforces("elbv2_listeners.certificates")
    def test_a_certificate_of_another_region_is_refused(self) -> None:
        self.listen_with(make_certificate())
        arn = make_certificate("us-east-1")
        with self.refused("ValidationError", arn):
            self.listen_with(arn)

    @enforces("elbv2_listeners.certificates")
    def test_a_certificate_that_is_not_there_is_refused(self) -> None:
        arn = make_certificate()[:-4] + "0000"
        with self.refused("CertificateNotFound", arn):
            self.listen_with(arn)

    @enforces("elbv2_listeners.certificates")
    def test_a_certificate_that_waits_for_validation_is_refused(self) -> None:
        arn = make_certificate(issued=False)
        with self.refused("UnsupportedCertificate", arn):
            self.listen_with(arn)


class Rules(GapCase):
    def setUp(self) -> None:
        self.listener = make_listener(make_balancer(), FORBIDDEN)

    @enforces("elbv2_listeners.conditions")
    def test_a_rule_has_five_values(self) -> None:
        methods = {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET", "HEAD"]}}
        make_rule(self.listener, methods, paths("/a", "/b", "/c"))
        with self.refused("ValidationError", "'5' condition values"):
            make_rule(self.listener, methods, paths("/a", "/b", "/c", "/d"), priority=2)

    @enforces("elbv2_listeners.conditions")
    def test_a_rule_has_six_wildcards(self) -> None:
        make_rule(self.listener, paths("/?*", "/?*", "/?*"))
        with self.refused("ValidationError", "'6' condition wildcards"):
            make_rule(self.listener, paths("/?*", "/?*", "/?*", "/*"), priority=2)

    @enforces("elbv2_listeners.conditions")
    def test_a_rule_has_one_condition_of_paths(self) -> None:
        with self.refused("ValidationError", "path-pattern"):
            make_rule(self.listener, paths("/a"), paths("/b"))

    @enforces("elbv2_listeners.rules")
    def test_a_priority_is_taken_once(self) -> None:
        make_rule(self.listener)
        with self.refused("PriorityInUse", "'1'"):
            make_rule(self.listener)

    @enforces("elbv2_listeners.rules")
    def test_a_balancer_has_a_hundred_rules(self) -> None:
        for priority in range(1, 101):
            make_rule(self.listener, priority=priority)
        with self.refused("TooManyRules"):
            make_rule(self.listener, priority=101)
