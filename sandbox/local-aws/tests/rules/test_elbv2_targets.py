"""Rules of Elastic Load Balancing about target groups."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.test_load_balancers import make_group


def set_attributes(group: str, **attributes: str) -> None:
    client("elbv2").modify_target_group_attributes(
        TargetGroupArn=group,
        Attributes=[{"Key": key.replace("__", "."), "Value": value} for key, value in attributes.items()],
    )


class HealthChecks(GapCase):
    def modify(self, group: str, **options: Any) -> None:
        client("elbv2").modify_target_group(TargetGroupArn=group, **options)

    @enforces("elbv2_targets.health_checks")
    def test_a_change_to_http_needs_a_status(self) -> None:
        group = make_group(Protocol="TCP")
        with self.refused("ValidationError", "matcher HTTP code cannot be empty"):
            self.modify(group, HealthCheckProtocol="HTTP", HealthCheckPath="/health", Matcher={"HttpCode": ""})
        self.modify(group, HealthCheckProtocol="HTTP", HealthCheckPath="/health", Matcher={"HttpCode": "200-399"})

    @enforces("elbv2_targets.health_checks")
    def test_a_check_by_tcp_knows_no_status(self) -> None:
        with self.refused("InvalidConfigurationRequest", "not supported for TCP health checks"):
            make_group(Protocol="TCP", Matcher={"HttpCode": "200"})

    @enforces("elbv2_targets.health_checks")
    def test_a_group_of_requests_is_not_checked_by_tcp(self) -> None:
        with self.refused("InvalidConfigurationRequest", "HTTP protocol"):
            make_group(HealthCheckProtocol="TCP")

    @enforces("elbv2_targets.health_checks")
    def test_a_check_ends_before_the_next(self) -> None:
        with self.refused("ValidationError", "interval must be greater than the timeout"):
            make_group(HealthCheckIntervalSeconds=10, HealthCheckTimeoutSeconds=10)

    @enforces("elbv2_targets.health_checks")
    def test_a_status_out_of_range_is_refused(self) -> None:
        make_group(Protocol="TCP", HealthCheckProtocol="HTTP", Matcher={"HttpCode": "200-599"})
        with self.refused("ValidationError", "500"):
            make_group(Matcher={"HttpCode": "200,500"})


class Attributes(GapCase):
    @enforces("elbv2_targets.algorithms")
    def test_a_random_choice_excludes_stickiness(self) -> None:
        group = make_group()
        set_attributes(group, stickiness__enabled="true")
        with self.refused("InvalidConfigurationRequest", "both stickiness and weighted random"):
            set_attributes(group, load_balancing__algorithm__type="weighted_random")

    @enforces("elbv2_targets.algorithms")
    def test_anomalies_need_a_random_choice(self) -> None:
        anomalies = {"load_balancing__algorithm__anomaly_mitigation": "on"}
        set_attributes(make_group(), load_balancing__algorithm__type="weighted_random", **anomalies)
        with self.refused("InvalidConfigurationRequest", "weighted_random"):
            set_attributes(make_group(), **anomalies)

    @enforces("elbv2_targets.algorithms")
    def test_a_slow_start_needs_turns(self) -> None:
        set_attributes(make_group(), slow_start__duration_seconds="30")
        for algorithm in ("least_outstanding_requests", "weighted_random"):
            with self.refused("InvalidConfigurationRequest", algorithm):
                set_attributes(
                    make_group(), load_balancing__algorithm__type=algorithm, slow_start__duration_seconds="30"
                )

    @enforces("elbv2_targets.stickiness")
    def test_stickiness_is_of_the_groups_protocol(self) -> None:
        set_attributes(make_group(Protocol="TCP"), stickiness__enabled="true", stickiness__type="source_ip")
        for protocol, kind in (("TCP", "lb_cookie"), ("HTTP", "source_ip")):
            with self.refused("InvalidConfigurationRequest", kind, protocol):
                set_attributes(make_group(Protocol=protocol), stickiness__enabled="true", stickiness__type=kind)

    @enforces("elbv2_targets.stickiness")
    def test_tls_has_none(self) -> None:
        with self.refused("InvalidConfigurationRequest", "TLS protocol"):
            set_attributes(make_group(Protocol="TLS"), stickiness__enabled="true", stickiness__type="source_ip")
