"""What a stack serves by the `Host` of a request: its distributions, APIs and load balancers."""

from typing import Literal

from ministack import app
from ministack.services import alb, apigateway, apigateway_v1, cloudfront

Served = Literal["distribution", "api", "balancer"]


def served(host: str) -> Served | None:
    """What answers to a `Host`; None where it names nothing that is here."""
    label = app._parse_cloudfront_dataplane_host(host)
    if label is not None and cloudfront.find_distribution_for_label(label):
        return "distribution"
    name = host.partition(":")[0].lower()
    by_itself = app._parse_execute_api_url(host, "/")
    if by_itself and any(module.find_api_scope(by_itself[0]) for module in (apigateway, apigateway_v1)):
        return "api"
    if apigateway_v1.find_domain_scope(name):
        return "api"
    return "balancer" if alb.find_lb_for_host(host) else None
