"""Rules of Route 53."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces

_numbers = itertools.count()


class Records(GapCase):
    def setUp(self) -> None:
        self.zone = f"z{next(_numbers)}.example"
        made = client("route53").create_hosted_zone(Name=self.zone, CallerReference=self.id())
        self.identity = made["HostedZone"]["Id"].rpartition("/")[2]

    def change(self, action: str, name: str, kind: str, *values: str, **more: Any) -> None:
        record: dict[str, Any] = {"Name": name, "Type": kind, **more}
        if values:
            record = {"TTL": 60, "ResourceRecords": [{"Value": value} for value in values], **record}
        changes = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
        client("route53").change_resource_record_sets(HostedZoneId=self.identity, ChangeBatch=changes)

    @enforces("route53.record_names")
    def test_a_record_is_in_its_zone(self) -> None:
        with self.refused("InvalidChangeBatch", "not permitted in zone"):
            self.change("CREATE", "www.elsewhere.example", "A", "192.0.2.1")

    @enforces("route53.canonical_names")
    def test_a_cname_stands_alone_and_not_at_the_apex(self) -> None:
        with self.refused("InvalidChangeBatch", "apex"):
            self.change("CREATE", self.zone, "CNAME", "other.example")
        self.change("CREATE", f"www.{self.zone}", "CNAME", "other.example")
        with self.refused("InvalidChangeBatch", "conflicting RRSet of type CNAME"):
            self.change("CREATE", f"www.{self.zone}", "A", "192.0.2.1")
        self.change("CREATE", f"a.{self.zone}", "A", "192.0.2.1")
        with self.refused("InvalidChangeBatch", "conflicts with other records"):
            self.change("CREATE", f"a.{self.zone}", "CNAME", "other.example")

    @enforces("route53.record_values")
    def test_a_record_has_values_or_is_an_alias(self) -> None:
        with self.refused("InvalidInput", "exactly one"):
            self.change("CREATE", f"a.{self.zone}", "A", TTL=60)
        with self.refused("InvalidChangeBatch", "IPv4"):
            self.change("CREATE", f"a.{self.zone}", "A", "2001:db8::1")
        with self.refused("InvalidChangeBatch", "IPv6"):
            self.change("CREATE", f"a.{self.zone}", "AAAA", "192.0.2.1")

    @enforces("route53.alias_targets")
    def test_an_alias_names_its_targets_zone(self) -> None:
        target = {"DNSName": "d123.cloudfront.net", "EvaluateTargetHealth": False}
        with self.refused("InvalidChangeBatch", "does not lie within the target zone"):
            self.change("CREATE", self.zone, "A", AliasTarget={**target, "HostedZoneId": "Z35SXDOTRQ7X7K"})
        self.change("CREATE", self.zone, "A", AliasTarget={**target, "HostedZoneId": "Z2FDTNDATAQYW2"})
        here = {"DNSName": f"gone.{self.zone}", "HostedZoneId": self.identity, "EvaluateTargetHealth": False}
        with self.refused("InvalidChangeBatch", "not found"):
            self.change("CREATE", f"a.{self.zone}", "A", AliasTarget=here)

    @enforces("route53.authority")
    def test_a_zone_keeps_its_name_servers(self) -> None:
        found = client("route53").list_resource_record_sets(HostedZoneId=self.identity)["ResourceRecordSets"]
        for kind, words in (("NS", "at least one NS"), ("SOA", "exactly one SOA")):
            record = next(each for each in found if each["Type"] == kind)
            values = [each["Value"] for each in record["ResourceRecords"]]
            with self.refused("InvalidChangeBatch", words):
                self.change("DELETE", record["Name"], kind, *values, TTL=record["TTL"])
