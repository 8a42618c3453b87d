"""The availability zones of each region."""

from typing import Any
from xml.etree.ElementTree import Element

from ministack.core.responses import get_region
from ministack.services import ec2

from local_aws.patch import Response, edit, fill, wrap

_OTHERS = {
    "ap-northeast-1": "acd",
    "ap-northeast-2": "abcd",
    "ca-central-1": "abd",
    "us-east-1": "abcdef",
    # Of three, an account has two; this one has these.
    "us-west-1": "ac",
    "us-west-2": "abcd",
}
"""Letters of a region's zones, where they are not a, b and c: "AWS Regions and Availability Zones" (2026-11)."""


def zones() -> list[str]:
    """The names of the zones of the region that a request is of."""
    region = get_region()
    return [f"{region}{letter}" for letter in _OTHERS.get(region, "abc")]


def region_zones() -> None:
    """Every region has the zones a, b and c: in Tokyo b for c and d, in Montreal c for d. Filters are ignored."""
    wrap(ec2._ACTION_MAP, "DescribeAvailabilityZones", _describe)
    wrap(ec2, "_zone_name_for_az_id", _named)


def _describe(original: Any, p: Any) -> Response:
    filters = ec2._parse_filters(p)
    wanted = ec2._parse_member_list(p, "ZoneName")
    wanted_ids = ec2._parse_member_list(p, "ZoneId")

    def show(root: Element) -> None:
        items = root.find("availabilityZoneInfo")
        if items is None:
            return
        items.clear()
        fill(items, [zone for zone in map(_zone, zones()) if _is_wanted(zone)])

    def _is_wanted(zone: dict[str, str]) -> bool:
        if (wanted and zone["zoneName"] not in wanted) or (wanted_ids and zone["zoneId"] not in wanted_ids):
            return False
        keys = {"zone-name": "zoneName", "zone-id": "zoneId", "region-name": "regionName", "zone-type": "zoneType"}
        keys |= {"state": "zoneState", "opt-in-status": "optInStatus", "group-name": "groupName"}
        return all(zone[keys[name]] in values for name, values in filters.items() if name in keys)

    return edit(original(p), show)


def _zone(name: str) -> dict[str, str]:
    region = name[:-1]
    return {
        "zoneName": name,
        "zoneState": "available",
        "regionName": region,
        "zoneId": ec2._az_id_for_zone_name(name),
        "groupName": f"{region}-zg-1",
        "networkBorderGroup": region,
        "optInStatus": "opt-in-not-required",
        "zoneType": "availability-zone",
    }


def _named(original: Any, identity: str) -> str | None:
    return next((name for name in zones() if ec2._az_id_for_zone_name(name) == identity), None)
