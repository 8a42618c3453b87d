"""Rules of WAF."""

from collections.abc import Iterator
from typing import Any

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

WRITES = ("CreateWebACL", "UpdateWebACL")

CAPACITIES = {
    "AWSManagedRulesCommonRuleSet": 700,
    "AWSManagedRulesAdminProtectionRuleSet": 100,
    "AWSManagedRulesKnownBadInputsRuleSet": 200,
    "AWSManagedRulesSQLiRuleSet": 200,
    "AWSManagedRulesLinuxRuleSet": 200,
    "AWSManagedRulesUnixRuleSet": 100,
    "AWSManagedRulesWindowsRuleSet": 200,
    "AWSManagedRulesPHPRuleSet": 100,
    "AWSManagedRulesWordPressRuleSet": 100,
    "AWSManagedRulesAmazonIpReputationList": 25,
    "AWSManagedRulesAnonymousIpList": 50,
    "AWSManagedRulesATPRuleSet": 50,
    "AWSManagedRulesACFPRuleSet": 50,
    "AWSManagedRulesBotControlRuleSet": 50,
    "AWSManagedRulesAntiDDoSRuleSet": 50,
}
"""Web ACL capacity units of AWS's own groups ("AWS Managed Rules rule groups list")."""

_GROUPS = ("ManagedRuleGroupStatement", "RuleGroupReferenceStatement")
_REDACTED = {"UriPath", "QueryString", "SingleHeader", "Method"}


def refused(reason: str, field: str, parameter: object) -> Refusal:
    """In the words of WAF, which names the field by an enum."""
    return Refusal("WAFInvalidParameterException", f"Error reason: {reason}, field: {field}, parameter: {parameter}")


def _statements(rules: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each statement, however deep."""
    todo = [each["Statement"] for each in rules if each.get("Statement")]
    while todo:
        statement = todo.pop()
        yield statement
        for content in statement.values():
            todo += [
                *(content.get("Statements") or []),
                *filter(None, (content.get("Statement"), content.get("ScopeDownStatement"))),
            ]


@rule("wafv2", *WRITES, "CreateIPSet", "UpdateIPSet", "CreateRuleGroup", "UpdateRuleGroup", "CreateRegexPatternSet")
def scopes(call: Call) -> None:
    """What is CloudFront's is in us-east-1.

    Source: AWS WAF API Reference, CreateWebACL (Scope).
    """
    if call.get("Scope") == "CLOUDFRONT" and call.region != "us-east-1":
        raise refused("The scope is not valid.", "SCOPE_VALUE", "CLOUDFRONT")


@rule("wafv2", *WRITES)
def rule_names_and_priorities(call: Call) -> None:
    """Rules of a web ACL have names, priorities and metrics of their own.

    Source: AWS WAF API Reference, Rule (Name, Priority) and WAFDuplicateItemException, and Developer Guide, "Setting
    rule priority".
    """
    rules = call.get("Rules", [])
    names, priorities = [each.get("Name") for each in rules], [each.get("Priority") for each in rules]
    if len(set(priorities)) < len(priorities):
        raise refused("You have used a priority more than once.", "RULE", sorted(priorities))
    if len(set(names)) < len(names):
        raise Refusal(
            "WAFDuplicateItemException",
            f"AWS WAF could not perform the operation because some rule names are the same: {names}",
        )


@rule("wafv2", *WRITES)
def rule_actions(call: Call) -> None:
    """A rule has an action, or, where its statement is a group, an override of the group's.

    Source: AWS WAF API Reference, Rule (Action, OverrideAction).
    """
    for each in call.get("Rules", []):
        is_group = any(kind in (each.get("Statement") or {}) for kind in _GROUPS)
        wanted, other = ("OverrideAction", "Action") if is_group else ("Action", "OverrideAction")
        if wanted not in each or other in each:
            raise refused(
                "A reference in your rule statement is not valid.", "RULE_ACTION", f"{each.get('Name')} needs {wanted}"
            )


@rule("wafv2", *WRITES)
def statements_of_one_kind(call: Call) -> None:
    """A statement is of exactly one kind, a group stands at the top, and so does a rate.

    Source: AWS WAF API Reference, Statement, ManagedRuleGroupStatement and RateBasedStatement ("You cannot nest").
    """
    rules = call.get("Rules", [])
    tops = [id(each.get("Statement")) for each in rules]
    for statement in _statements(rules):
        kinds = list(statement)
        if len(kinds) != 1:
            raise refused("Exactly one statement is needed.", "STATEMENT", ", ".join(kinds))
        if id(statement) not in tops and kinds[0] in (*_GROUPS, "RateBasedStatement"):
            raise refused("This statement cannot be nested.", "STATEMENT", kinds[0])


@rule("wafv2", *WRITES)
def managed_groups(call: Call) -> None:
    """Managed groups of AWS are those that it lists.

    Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list".
    """
    for statement in _statements(call.get("Rules", [])):
        group = statement.get("ManagedRuleGroupStatement")
        if group and group["VendorName"] == "AWS" and group["Name"] not in CAPACITIES:
            message = f"AWS WAF couldn't perform the operation because your resource doesn't exist: {group['Name']}"
            raise Refusal("WAFNonexistentItemException", message)


@rule("wafv2", *WRITES)
def capacities(call: Call) -> None:
    """A web ACL's rules need at most 5,000 capacity units. Here only AWS's own groups are counted.

    Source: AWS WAF Developer Guide, "Web ACL capacity units (WCUs) in AWS WAF" and "AWS Managed Rules rule groups
    list".
    """
    groups = [statement.get("ManagedRuleGroupStatement") or {} for statement in _statements(call.get("Rules", []))]
    needed = sum(CAPACITIES.get(group.get("Name", ""), 0) for group in groups)
    if needed > 5000:
        message = (
            f"AWS WAF couldn't perform the operation because you exceeded your resource limit: {needed} WCUs, of 5000"
        )
        raise Refusal("WAFLimitsExceededException", message)


@rule("wafv2", *WRITES)
def rate_windows(call: Call) -> None:
    """Rates are of one, two, five or ten minutes.

    Source: AWS WAF API Reference, RateBasedStatement (EvaluationWindowSec).
    """
    for statement in _statements(call.get("Rules", [])):
        window = (statement.get("RateBasedStatement") or {}).get("EvaluationWindowSec", 300)
        if window not in (60, 120, 300, 600):
            raise refused("The evaluation window is not valid.", "RATE_BASED_STATEMENT", window)


@rule("wafv2", "PutLoggingConfiguration")
def log_destinations(call: Call) -> None:
    """A web ACL logs to one destination that is there, in its region.

    Source: AWS WAF API Reference, LoggingConfiguration (LogDestinationConfigs), and Developer Guide, "Logging
    protection pack (web ACL) traffic: CloudWatch Logs".
    """
    from ministack.services import cloudwatch_logs as logs

    destinations = call.get("LoggingConfiguration.LogDestinationConfigs", [])
    if len(destinations) != 1:
        raise Refusal("WAFLimitsExceededException", f"You can specify one logging destination: {len(destinations)}")
    arn = destinations[0].removesuffix(":*")
    if ":logs:" in arn and arn.rpartition(":")[2].startswith("aws-waf-logs-"):
        if f":{call.region}:" not in arn or arn.rpartition(":")[2] not in logs._log_groups:
            raise refused("The ARN isn't valid.", "LOG_DESTINATION", arn)


@rule("wafv2", "PutLoggingConfiguration")
def redacted_fields(call: Call) -> None:
    """What can be kept out of logs is path, query string, method and single headers.

    Source: AWS WAF API Reference, LoggingConfiguration (RedactedFields).
    """
    for field in call.get("LoggingConfiguration.RedactedFields", []):
        if len(field) != 1 or not set(field) <= _REDACTED:
            raise refused("The field cannot be redacted.", "FIELD_TO_MATCH", ", ".join(field))


@rule("wafv2", "DeleteWebACL")
def associated_web_acls(call: Call) -> None:
    """A web ACL that a distribution or another resource names stays.

    Source: AWS WAF API Reference, DeleteWebACL (WAFAssociatedItemException).
    """
    from ministack.services import waf

    from local_aws.rules.cloudfront import in_use

    acl = waf.web_acl_record(call.get("Id"), call.get("Scope"))
    if acl and (in_use("WebACLId", acl["ARN"]) or acl["ARN"] in waf._associations.values()):
        message = (
            "AWS WAF couldn't perform the operation because your resource is being "
            f"used by another resource: {acl['ARN']}"
        )
        raise Refusal("WAFAssociatedItemException", message)
