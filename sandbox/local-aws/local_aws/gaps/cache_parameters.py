"""Cache parameter groups."""

from typing import Any

from ministack.services import elasticache

from local_aws.patch import Response, keep, numbered, wrap


def parameter_source() -> None:
    """DescribeCacheParameters ignores the filter Source: the provider takes every default for a setting of the user's."""
    wrap(elasticache, "_describe_cache_parameters", _describe)


def parameter_reset() -> None:
    """A reset leaves a parameter that is not among MiniStack's few defaults as the user set it."""
    wrap(elasticache, "_reset_cache_parameter_group", _reset)


def _describe(original: Any, p: Any) -> Response:
    source = elasticache._p(p, "Source")
    return keep(original(p), "Parameters", lambda parameter: not source or parameter.findtext("Source") == source)


def _reset(original: Any, p: Any) -> Response:
    response = original(p)
    parameters = elasticache._param_group_params.get(elasticache._p(p, "CacheParameterGroupName"), {})
    for name in numbered(lambda key: elasticache._p(p, key), "ParameterNameValues.ParameterNameValue.#.ParameterName"):
        if parameters.get(name, {}).get("Source") == "user":
            del parameters[name]
    return response
