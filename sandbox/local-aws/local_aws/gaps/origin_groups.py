"""Groups of origins, of which the second answers where the first fails."""

from typing import Any

from ministack.services import cloudfront

from local_aws.patch import wrap

_READING = ("GET", "HEAD", "OPTIONS")
_GROUP = "second"


def origin_groups() -> None:
    """A behavior that leads to a group of origins is answered 502. As in AWS, the first of its two is asked, and for a
    request that only reads the second, where the first does not answer or does so with one of the group's statuses
    (CloudFront Developer Guide, "Optimize high availability with CloudFront origin failover")."""
    wrap(cloudfront, "parse_distribution_dataplane_config", _with_groups)
    wrap(cloudfront, "_fetch_from_origin", _fetch)


def _with_groups(original: Any, distribution: dict[str, Any]) -> dict[str, Any]:
    parsed: dict[str, Any] = original(distribution)
    groups = cloudfront._find(cloudfront._dist_config_el(distribution), "OriginGroups")
    for group in list(groups.iter()) if groups is not None else []:
        if cloudfront._local_tag_name(group) != "OriginGroup":
            continue
        names = [str(each.text) for each in group.iter() if cloudfront._local_tag_name(each) == "OriginId"]
        codes = [int(each.text or 0) for each in group.iter() if cloudfront._local_tag_name(each) == "StatusCode"]
        first, second = (parsed["origins"][name] for name in names)
        parsed["origins"][cloudfront._text(group, "Id")] = {**first, _GROUP: (codes, second)}
    return parsed


async def _fetch(original: Any, origin: dict[str, Any], method: str, *request: Any) -> Any:
    codes, second = origin.get(_GROUP, ((), None))
    if second is None or method not in _READING:
        return await original(origin, method, *request)
    try:
        answer = await original(origin, method, *request)
    except (cloudfront.OriginTimeout, cloudfront.OriginUnreachable):
        return await original(second, method, *request)
    return await original(second, method, *request) if answer[0] in codes else answer
