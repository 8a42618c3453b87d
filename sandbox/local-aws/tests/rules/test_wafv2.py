"""Rules of WAF."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.distribution import Distribution
from tests.test_edge_resources import globally

_VISIBLE = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "m"}


def group(name: str, priority: int, **changes: Any) -> dict[str, Any]:
    statement = {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "AWSManagedRulesCommonRuleSet"}}
    rule = {"Name": name, "Priority": priority, "Statement": statement, "OverrideAction": {"None": {}}}
    return {**rule, "VisibilityConfig": _VISIBLE, **changes}


def rate(**changes: Any) -> dict[str, Any]:
    statement = {"RateBasedStatement": {"AggregateKeyType": "IP", "Limit": 10, **changes}}
    return {
        "Name": "rate",
        "Priority": 9,
        "Statement": statement,
        "Action": {"Block": {}},
        "VisibilityConfig": _VISIBLE,
    }


class Firewalls(GapCase):
    def create(self, *rules: dict[str, Any], region: str = "us-east-1") -> Any:
        waf = GapCase.aws().client("wafv2", region)
        name = self.id().rpartition(".")[2]
        settings = {"DefaultAction": {"Allow": {}}, "VisibilityConfig": _VISIBLE}
        return waf.create_web_acl(Name=name, Scope="CLOUDFRONT", Rules=list(rules), **settings)["Summary"]

    @enforces("wafv2.scopes")
    def test_cloudfronts_firewalls_are_in_us_east_1(self) -> None:
        with self.refused("WAFInvalidParameterException", "SCOPE_VALUE"):
            self.create(region="eu-west-1")

    @enforces("wafv2.rule_names_and_priorities")
    def test_rules_have_names_and_priorities_of_their_own(self) -> None:
        with self.refused("WAFInvalidParameterException", "priority"):
            self.create(group("a", 1), group("b", 1))
        with self.refused("WAFDuplicateItemException", "a"):
            self.create(group("a", 1), group("a", 2))

    @enforces("wafv2.rule_actions")
    def test_a_group_is_overridden_and_a_rule_acts(self) -> None:
        with self.refused("WAFInvalidParameterException", "OverrideAction"):
            self.create({key: value for key, value in group("a", 1).items() if key != "OverrideAction"})
        with self.refused("WAFInvalidParameterException", "Action"):
            self.create({**rate(), "OverrideAction": {"None": {}}})

    @enforces("wafv2.statements_of_one_kind")
    def test_a_statement_is_of_one_kind_and_a_rate_stands_at_the_top(self) -> None:
        with self.refused("WAFInvalidParameterException", "Exactly one"):
            self.create(group("a", 1, Statement={**group("a", 1)["Statement"], **rate()["Statement"]}))
        with self.refused("WAFInvalidParameterException", "nested"):
            self.create({**rate(), "Statement": {"NotStatement": {"Statement": rate()["Statement"]}}})

    @enforces("wafv2.managed_groups")
    def test_a_managed_group_exists(self) -> None:
        gone = {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "AWSManagedRulesEverything"}}
        with self.refused("WAFNonexistentItemException", "AWSManagedRulesEverything"):
            self.create(group("a", 1, Statement=gone))

    @enforces("wafv2.capacities")
    def test_rules_need_5000_units_at_most(self) -> None:
        with self.refused("WAFLimitsExceededException", "5600"):
            self.create(*(group(f"g{number}", number) for number in range(8)))

    @enforces("wafv2.rate_windows")
    def test_a_rate_is_of_some_minutes(self) -> None:
        with self.refused("WAFInvalidParameterException", "90"):
            self.create(rate(EvaluationWindowSec=90))
        self.create(rate(EvaluationWindowSec=60))

    @enforces("wafv2.associated_web_acls")
    def test_a_firewall_in_use_stays(self) -> None:
        made = self.create()
        cloudfront, edge = client("cloudfront"), Distribution()
        got = cloudfront.get_distribution_config(Id=edge.id)
        config = {**got["DistributionConfig"], "WebACLId": made["ARN"]}
        cloudfront.update_distribution(Id=edge.id, IfMatch=got["ETag"], DistributionConfig=config)
        with self.refused("WAFAssociatedItemException"):
            globally("wafv2").delete_web_acl(
                Name=made["Name"], Scope="CLOUDFRONT", Id=made["Id"], LockToken=made["LockToken"]
            )

    def log(self, *destinations: str, redacted: tuple[dict[str, Any], ...] = ()) -> None:
        configuration: dict[str, Any] = {
            "ResourceArn": self.create()["ARN"],
            "LogDestinationConfigs": list(destinations),
        }
        if redacted:
            configuration["RedactedFields"] = list(redacted)
        globally("wafv2").put_logging_configuration(LoggingConfiguration=configuration)

    @enforces("wafv2.log_destinations")
    def test_a_log_group_is_there(self) -> None:
        with self.refused("WAFInvalidParameterException", "LOG_DESTINATION"):
            self.log("arn:aws:logs:us-east-1:000000000000:log-group:aws-waf-logs-gone")

    @enforces("wafv2.redacted_fields")
    def test_only_some_fields_can_be_redacted(self) -> None:
        globally("logs").create_log_group(logGroupName="aws-waf-logs-redacted")
        group_arn = "arn:aws:logs:us-east-1:000000000000:log-group:aws-waf-logs-redacted"
        with self.refused("WAFInvalidParameterException", "Body"):
            self.log(group_arn, redacted=({"Body": {}},))
