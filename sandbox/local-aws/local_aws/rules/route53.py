"""Rules of Route 53's records."""

import ipaddress
from typing import Any

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"
"""Of every distribution's name (Route 53 API Reference, AliasTarget)."""


def absolute(name: str) -> str:
    return name.lower().rstrip(".") + "."


def _changes(call: Call) -> list[tuple[str, dict[str, Any]]]:
    changes = call.get("ChangeBatch.Changes", [])
    return [(change["Action"], change["ResourceRecordSet"]) for change in changes]


def _written(call: Call) -> list[dict[str, Any]]:
    return [record for action, record in _changes(call) if action != "DELETE"]


def _zone(call: Call) -> tuple[str, dict[str, Any]] | None:
    from ministack.services import route53

    identity = call.get("HostedZoneId", "").rpartition("/")[2]
    zone = route53._zones.get(identity)
    return (identity, zone) if zone else None


def _problem(text: str) -> Refusal:
    return Refusal("InvalidChangeBatch", f"[{text}]")


@rule("route53", "ChangeResourceRecordSets")
def record_names(call: Call) -> None:
    """A zone has records of its own name and of names below it.

    Source: Route 53 Developer Guide, "Values that are common for Route 53 records" (Record name), and
    meltwater/terraform-aws-asg-dns-handler#38.
    """
    found = _zone(call)
    if found is None:
        return
    apex = absolute(found[1]["name"])
    for record in _written(call):
        name = absolute(record["Name"])
        if name != apex and not name.endswith(f".{apex}"):
            raise _problem(f"RRSet with DNS name {name} is not permitted in zone {apex}")


@rule("route53", "ChangeResourceRecordSets")
def canonical_names(call: Call) -> None:
    """A CNAME record stands alone at its name, and never at the zone's own.

    Source: Route 53 Developer Guide, "Supported DNS record types" (CNAME), aws/aws-sdk-java#1996 and
    RJPearson94/terraform-aws-open-next#24.
    """
    from ministack.services import route53

    found = _zone(call)
    if found is None:
        return
    identity, apex = found[0], absolute(found[1]["name"])
    after = {(absolute(record["Name"]), record["Type"]) for record in route53._records.get(identity, [])}
    for action, record in _changes(call):
        key = (absolute(record["Name"]), record["Type"])
        after = after - {key} if action == "DELETE" else after | {key}
    for name, kind in ((absolute(record["Name"]), record["Type"]) for record in _written(call)):
        if kind == "CNAME" and name == apex:
            raise _problem(f"RRSet of type CNAME with DNS name {name} is not permitted at apex in zone {apex}")
        kinds = {each for owner, each in after if owner == name}
        if kind == "CNAME" and len(kinds) > 1:
            why = "is not permitted as it conflicts with other records with the same DNS name in zone"
            raise _problem(f"RRSet of type CNAME with DNS name {name} {why} {apex}")
        if "CNAME" in kinds and kind != "CNAME":
            why = "is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in"
            raise _problem(f"RRSet of type {kind} with DNS name {name} {why} zone {apex}")


@rule("route53", "ChangeResourceRecordSets")
def record_values(call: Call) -> None:
    """A record has a time to live with values, or is an alias; addresses are addresses.

    Source: Route 53 API Reference, ResourceRecordSet (TTL, ResourceRecords, AliasTarget), and Developer Guide,
    "Supported DNS record types".
    """
    for record in _written(call):
        has_values = "TTL" in record and bool(record.get("ResourceRecords"))
        if has_values == bool(record.get("AliasTarget")) or ("TTL" in record and record.get("AliasTarget")):
            raise Refusal(
                "InvalidInput",
                "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or "
                f"TrafficPolicyInstanceId] in Change with [Name={record['Name']}, Type={record['Type']}]",
            )
        version = {"A": 4, "AAAA": 6}.get(record["Type"])
        for value in (each["Value"] for each in record.get("ResourceRecords") or []):
            if version and not _is_address(value, version):
                kind = "ARRDATAIllegalIPv4Address" if version == 4 else "AAAARRDATAIllegalIPv6Address"
                raise _problem(f"Invalid Resource Record: 'FATAL problem: {kind} encountered with '{value}''")


def _is_address(value: str, version: int) -> bool:
    try:
        return ipaddress.ip_address(value).version == version
    except ValueError:
        return False


@rule("route53", "ChangeResourceRecordSets")
def alias_targets(call: Call) -> None:
    """An alias names the zone that its target's name is in: CloudFront's, or this one, where the target is.

    Source: Route 53 API Reference, AliasTarget (HostedZoneId).
    """
    from ministack.services import route53

    found = _zone(call)
    if found is None:
        return
    for record in _written(call):
        alias = record.get("AliasTarget")
        if not alias:
            continue
        target, zone = absolute(alias["DNSName"]), alias["HostedZoneId"]
        said = f"Tried to create an alias that targets {target}, type {record['Type']} in zone {zone}"
        if target.endswith(".cloudfront.net.") and zone != CLOUDFRONT_ZONE:
            raise _problem(f"{said}, but the alias target name does not lie within the target zone")
        if zone == found[0]:
            names = [*route53._records.get(zone, []), *_written(call)]
            if not any(absolute(each["Name"]) == target and each["Type"] == record["Type"] for each in names):
                raise _problem(f"{said}, but that target was not found")


@rule("route53", "ChangeResourceRecordSets")
def authority(call: Call) -> None:
    """A zone keeps its own SOA record and its name servers.

    Source: Route 53 Developer Guide, "NS and SOA records that Amazon Route 53 creates for a public hosted zone".
    """
    found = _zone(call)
    if found is None:
        return
    changes = _changes(call)
    for kind in ("SOA", "NS"):
        own = [
            action
            for action, record in changes
            if record["Type"] == kind and absolute(record["Name"]) == absolute(found[1]["name"])
        ]
        if own and set(own) == {"DELETE"}:
            amount = "exactly one SOA record" if kind == "SOA" else "at least one NS record for the zone itself"
            raise _problem(f"A HostedZone must contain {amount}.")
