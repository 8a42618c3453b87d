"""Memcached clusters."""

import hashlib
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import elasticache

from local_aws.gaps.cache_groups import notification
from local_aws.gaps.cache_nodes import region_code, zones_of
from local_aws.patch import Response, complete, numbered, put, wrap


def cache_cluster_settings() -> None:
    """A cluster forgets its zones, security groups, port and topic, and has no configuration endpoint."""
    wrap(elasticache, "_create_cache_cluster", _create)
    wrap(elasticache, "_modify_cache_cluster", _modify)
    complete(elasticache, "_cluster_xml_inner", _show)


def _create(original: Any, p: Any) -> Response:
    response = original(p)
    cluster = elasticache._clusters.get(elasticache._p(p, "CacheClusterId"))
    if response[0] != 200 or cluster is None:
        return response
    wanted = _values(p, "PreferredAvailabilityZones.PreferredAvailabilityZone.#")
    available = zones_of(cluster["CacheSubnetGroupName"])
    if elasticache._p(p, "AZMode") != "cross-az":
        available = [elasticache._p(p, "PreferredAvailabilityZone") or available[0]]
    cluster["_zones"] = available
    cluster["Port"] = int(elasticache._p(p, "Port") or 11211)
    cluster["AutoMinorVersionUpgrade"] = elasticache._p(p, "AutoMinorVersionUpgrade") != "false"
    _settle(cluster, p)
    _place_nodes(cluster, wanted)
    return _answer(p, cluster)


def _modify(original: Any, p: Any) -> Response:
    cluster = elasticache._clusters.get(elasticache._p(p, "CacheClusterId"))
    removed = _values(p, "CacheNodeIdsToRemove.CacheNodeId.#")
    if cluster is not None and removed:
        # MiniStack drops the last nodes whichever were named: they are to be the named ones.
        cluster["CacheNodes"].sort(key=lambda node: node["CacheNodeId"] in removed)
    response = original(p)
    if response[0] != 200 or cluster is None or "_zones" not in cluster:
        return response
    _settle(cluster, p)
    _place_nodes(cluster, _values(p, "NewAvailabilityZones.PreferredAvailabilityZone.#"))
    return _answer(p, cluster)


def _settle(cluster: dict[str, Any], p: Any) -> None:
    if groups := _values(p, "SecurityGroupIds.SecurityGroupId.#"):
        cluster["SecurityGroups"] = [{"SecurityGroupId": identity, "Status": "active"} for identity in groups]
    cluster["NotificationConfiguration"] = notification(p) or cluster.get("NotificationConfiguration")


def _place_nodes(cluster: dict[str, Any], wanted: list[str]) -> None:
    """Gives each new node the next zone that was asked for, else the next of all; AWS says Multiple for several."""
    zones = iter(wanted)
    for number, node in enumerate(cluster["CacheNodes"]):
        following = cluster["_zones"][number % len(cluster["_zones"])]
        node["CustomerAvailabilityZone"] = node.get("CustomerAvailabilityZone") or next(zones, following)
        node["Endpoint"] = {"Address": _host(cluster, node["CacheNodeId"]), "Port": cluster["Port"]}
    used = sorted({node["CustomerAvailabilityZone"] for node in cluster["CacheNodes"]})
    cluster["PreferredAvailabilityZone"] = used[0] if len(used) == 1 else "Multiple"


def _host(cluster: dict[str, Any], role: str) -> str:
    identity = hashlib.sha256(cluster["CacheClusterArn"].encode()).hexdigest()[:6]
    return f"{cluster['CacheClusterId']}.{identity}.{role}.{region_code()}.cache.amazonaws.com"


def _show(fields: Element, cluster: dict[str, Any]) -> None:
    if cluster["Engine"] == "memcached" and "_zones" in cluster:
        put(fields, "ConfigurationEndpoint", {"Address": _host(cluster, "cfg"), "Port": cluster["Port"]})


def _answer(p: Any, cluster: dict[str, Any]) -> Response:
    action = elasticache._p(p, "Action")
    return elasticache._xml_cluster_response(f"{action}Response", f"{action}Result", cluster)


def _values(p: Any, pattern: str) -> list[str]:
    return list(numbered(lambda key: str(elasticache._p(p, key)), pattern))
